'use strict';

// `engine` is what classifies: the addon itself, or a classifier with rules of its own. Both have the same
// functions.

const binding = require('./addon.js');
const check = require('./check.js');
const { VerdictColumns, bytesOf, verdict } = require('./columns.js');

// Nothing runs between the addon's writing and our reading, so that all single verdicts can share a row.
const one = new VerdictColumns(1);
const oneBytes = bytesOf(one);

function classify(engine, reply, context) {
  const known = context === undefined ? undefined : check.context(context);
  if (typeof reply === 'string') {
    if (known === undefined) engine.classify(reply, oneBytes);
    else check.call('context.', () => engine.classify(reply, oneBytes, known));
  } else if (reply instanceof Uint8Array) {
    check.call('context.', () => engine.classifyBytes(check.bytes(reply), oneBytes, known));
  } else {
    throw check.expected('reply to be a string or a Uint8Array', reply);
  }
  return verdict(one, 0);
}

/** The core reads no more of a reply; src/text.rs. */
const MOST = 16 * 1024 + 4;
/** UTF-16 units or bytes that cross the border at once: enough for many threads, few enough to be copied. */
const CHUNK = 512 * 1024;

/** How many threads the addon may use; 0 for as many as there are cores. */
function threadsOf(options) {
  const { threads = 0 } = check.options(options, ['threads']);
  if (Number.isInteger(threads) && threads >= 0 && threads < 2 ** 32) return threads;
  throw check.expected('options.threads to be a whole number from 0', threads);
}

function classifyBatch(engine, replies, context, options) {
  if (typeof replies?.[Symbol.iterator] !== 'function' || typeof replies === 'string' || replies instanceof Uint8Array) {
    throw check.expected('replies to be an iterable of strings or Uint8Arrays', replies);
  }
  const rows = Array.isArray(replies) ? replies : Array.from(replies);
  const { known, which, where } = contexts(context, rows.length);
  const threads = threadsOf(options);
  const columns = new VerdictColumns(rows.length);
  const out = bytesOf(columns);
  const lengths = new Uint32Array(rows.length);
  for (let row = 0; row < rows.length; ) {
    const first = row;
    const strings = typeof rows[row] === 'string';
    let long = false;
    for (let size = 0; row < rows.length && size < CHUNK; row += 1) {
      const reply = rows[row];
      if ((typeof reply === 'string') !== strings) break;
      if (!strings && !(reply instanceof Uint8Array)) {
        throw check.expected(`replies[${row}] to be a string or a Uint8Array`, reply);
      }
      const length = Math.min(reply.length, MOST);
      long ||= length < reply.length;
      lengths[row] = length;
      size += length + 1;
    }
    const here = rows.slice(first, row);
    const parts = long ? here.map((reply) => reply.slice(0, MOST)) : here;
    const numbers = lengths.subarray(first, row);
    const whose = which.subarray(first, row);
    check.call(where, () => {
      if (strings) engine.classifyStrings(parts.join('\n'), numbers, out, first, known, whose, threads);
      else engine.classifyBuffers(Buffer.concat(parts), numbers, out, first, known, whose, threads);
    });
  }
  return columns;
}

/** The different contexts of a batch, the number of each row's, and what tells where the wrong one is. */
function contexts(context, length) {
  const none = { known: [], which: new Uint32Array(0), where: 'context.' };
  if (context === undefined || context === null) return none;
  if (typeof context[Symbol.iterator] !== 'function') return { ...none, known: [check.context(context)] };

  const all = Array.from(context, (one, row) => check.context(one, `contexts[${row}]`));
  if (all.length !== length) {
    throw new TypeError(`expected as many contexts as replies, ${length}, found ${all.length}`);
  }
  const numbers = new Map();
  const known = [];
  const which = Uint32Array.from(all, (one) => {
    const { remoteHost, provider, command, sendingIp } = one ?? {};
    const key = JSON.stringify([remoteHost, provider, command, sendingIp]);
    let number = numbers.get(key);
    if (number === undefined) {
      number = known.push(one ?? {}) - 1;
      numbers.set(key, number);
    }
    return number;
  });
  const isWrong = (one) => Object.entries(one ?? {}).some(([field, value]) => !binding.isKnown(field, value));
  return { known, which, where: () => `contexts[${all.findIndex(isWrong)}].` };
}

module.exports = { classify, classifyBatch };
