'use strict';

const check = require('./check.js');
const { VerdictColumns, bytesOf, verdict } = require('./columns.js');
const { reading } = require('./reading.js');

const BODY = 'body to be a string, a Uint8Array or what JSON.parse gave';

/** An object as JSON. What JSON.parse gave can be written again; anything else may fail in ways of its own. */
function json(body) {
  let text;
  try {
    text = JSON.stringify(body);
  } catch (cause) {
    throw new TypeError(`expected ${BODY}, found what cannot be written as JSON`, { cause });
  }
  if (typeof text !== 'string') throw check.expected(BODY, body);
  return text;
}

/** The body of a webhook as the addon reads it. */
function bytes(body) {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return check.bytes(body);
  if (typeof body === 'object' && body !== null) return Buffer.from(json(body));
  throw check.expected(BODY, body);
}

function fromEvent(source, body, options) {
  check.string(source, 'source');
  const { engine, context } = reading(options);
  const text = bytes(body);
  const read = check.call('', () => engine.readEvents(source, text, context));
  if (read.mistake !== undefined) throw new SyntaxError(`body: ${read.mistake}`);
  const columns = new VerdictColumns(read.events.length);
  bytesOf(columns).set(read.columns);
  return Object.freeze(read.events.map((event, row) => Object.freeze({ ...event, verdict: verdict(columns, row) })));
}

module.exports = { fromEvent };
