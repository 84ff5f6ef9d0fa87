'use strict';

const binding = require('../binding.js');
const check = require('./check.js');
const { VerdictColumns, bytesOf, verdict } = require('./columns.js');

const one = new VerdictColumns(1);

/** The body of a webhook as the addon reads it. */
function bytes(body) {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return check.bytes(body);
  if (typeof body === 'object' && body !== null) return Buffer.from(JSON.stringify(body));
  throw check.expected('body to be a string, a Uint8Array or what JSON.parse gave', body);
}

function fromEvent(source, body) {
  check.string(source, 'source');
  const read = check.call('', () => binding.readEvents(source, bytes(body)));
  const events = read.map(({ columns, ...event }) => {
    bytesOf(one).set(columns);
    return Object.freeze({ ...event, verdict: verdict(one, 0) });
  });
  return Object.freeze(events);
}

module.exports = { fromEvent };
