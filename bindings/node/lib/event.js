'use strict';

const binding = require('../binding.js');
const check = require('./check.js');
const { VerdictColumns, bytesOf, verdict } = require('./columns.js');

/** Where verdicts arrive, for as many events as platforms mostly send in one body. */
const some = new VerdictColumns(16);

/** The body of a webhook as the addon reads it. */
function bytes(body) {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return check.bytes(body);
  if (typeof body === 'object' && body !== null) return Buffer.from(JSON.stringify(body));
  throw check.expected('body to be a string, a Uint8Array or what JSON.parse gave', body);
}

function fromEvent(source, body) {
  check.string(source, 'source');
  const text = bytes(body);
  const read = (columns) => check.call('', () => binding.readEvents(source, text, bytesOf(columns)));
  let columns = some;
  let events = read(columns);
  if (events.length > columns.length) {
    columns = new VerdictColumns(events.length);
    events = read(columns);
  }
  return Object.freeze(events.map((event, i) => Object.freeze({ ...event, verdict: verdict(columns, i) })));
}

module.exports = { fromEvent };
