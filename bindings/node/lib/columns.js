'use strict';

// Verdicts arrive as columns of numbers; src/verdict.rs says in which order. Objects are made of them only
// for who wants objects.

const binding = require('./addon.js');

// Bytes of a row in the columns of 32, 16 and 8 bits.
const WIDE = 20;
const MIDDLE = 6;
const ROW = WIDE + MIDDLE + 7;

const freezeAll = (lists) => {
  for (const list of Object.values(lists)) Object.freeze(list);
  return Object.freeze(lists);
};

/** Ids by number. */
const ids = freezeAll(binding.ids());

/** Ids of evidence by number: rules and codes, as this thread has met them. */
const evidenceIds = [];

/** Asks for those that have been met since. */
function learn() {
  evidenceIds.push(...binding.evidenceIdsFrom(evidenceIds.length));
}

function evidenceId(number) {
  if (number >= evidenceIds.length) learn();
  return evidenceIds[number];
}

/** All ids by number, made anew when there are more of them. */
let dictionaries = null;

function allIds() {
  learn();
  if (dictionaries?.evidenceId.length !== evidenceIds.length) {
    dictionaries = Object.freeze({ ...ids, evidenceId: Object.freeze([...evidenceIds]) });
  }
  return dictionaries;
}

/** Enhanced status codes as text, by number. There can be three million; those of practice are few. */
const codes = new Map();
const MOST_CODES = 10_000;

function enhancedCode(number) {
  if (number === 0) return null;
  let code = codes.get(number);
  if (code === undefined) {
    code = `${Math.floor(number / 1e6)}.${Math.floor(number / 1000) % 1000}.${number % 1000}`;
    if (codes.size < MOST_CODES) codes.set(number, code);
  }
  return code;
}

/** The verdicts on many replies: a typed array for each field. */
class VerdictColumns {
  #bytes;

  constructor(length) {
    const buffer = new ArrayBuffer(length * ROW);
    const narrow = length * (WIDE + MIDDLE);
    const column = (Type, from, place) =>
      new Type(buffer, from + place * length * Type.BYTES_PER_ELEMENT, length);
    this.#bytes = new Uint8Array(buffer);
    this.length = length;
    this.enhancedCode = column(Uint32Array, 0, 0);
    this.retryAfter = column(Int32Array, 0, 1);
    this.evidenceId = column(Uint32Array, 0, 2);
    this.evidenceStart = column(Uint32Array, 0, 3);
    this.evidenceEnd = column(Uint32Array, 0, 4);
    this.replyCode = column(Uint16Array, length * WIDE, 0);
    this.provider = column(Uint16Array, length * WIDE, 1);
    this.blocklist = column(Uint16Array, length * WIDE, 2);
    this.severity = column(Uint8Array, narrow, 0);
    this.category = column(Uint8Array, narrow, 1);
    this.bounce = column(Uint8Array, narrow, 2);
    this.side = column(Uint8Array, narrow, 3);
    this.action = column(Uint8Array, narrow, 4);
    this.conflict = column(Uint8Array, narrow, 5);
    this.evidenceKind = column(Uint8Array, narrow, 6);
    Object.freeze(this);
  }

  /** What the addon writes to. */
  static bytesOf(columns) {
    return columns.#bytes;
  }

  /** The id that each number of a column stands for. */
  get dictionaries() {
    return allIds();
  }

  /** A row as an object; `undefined` beyond the last. */
  at(row) {
    if (row < 0) row += this.length;
    return Number.isInteger(row) && row >= 0 && row < this.length ? verdict(this, row) : undefined;
  }

  *[Symbol.iterator]() {
    for (let row = 0; row < this.length; row += 1) yield verdict(this, row);
  }
}

function verdict(columns, row) {
  const replyCode = columns.replyCode[row];
  const provider = columns.provider[row];
  const blocklist = columns.blocklist[row];
  const retryAfter = columns.retryAfter[row];
  return Object.freeze({
    replyCode: replyCode === 0 ? null : replyCode,
    enhancedCode: enhancedCode(columns.enhancedCode[row]),
    severity: ids.severity[columns.severity[row]],
    category: ids.category[columns.category[row]],
    bounce: ids.bounce[columns.bounce[row]],
    side: ids.side[columns.side[row]],
    action: ids.action[columns.action[row]],
    provider: provider === 0 ? null : ids.provider[provider],
    blocklist: blocklist === 0 ? null : ids.blocklist[blocklist],
    retryAfter: retryAfter === -1 ? null : retryAfter,
    conflict: columns.conflict[row] === 1,
    evidence: Object.freeze({
      kind: ids.evidenceKind[columns.evidenceKind[row]],
      id: evidenceId(columns.evidenceId[row]),
      start: columns.evidenceStart[row],
      end: columns.evidenceEnd[row],
    }),
  });
}

module.exports = { VerdictColumns, bytesOf: VerdictColumns.bytesOf, ids, verdict };
