'use strict';

const { Transform } = require('node:stream');
const { StringDecoder } = require('node:string_decoder');

const binding = require('../binding.js');
const check = require('./check.js');
const { classifyBatch } = require('./classify.js');

/** Longer lines are cut. The classifier reads less; this bounds what a file without line ends takes. */
const LONGEST_LINE = 1024 * 1024;

/** Whole lines out of chunks of any size. */
class Lines {
  #decoder = new StringDecoder('utf8');
  #rest = '';

  *of(chunk) {
    const pieces = (typeof chunk === 'string' ? chunk : this.#decoder.write(chunk)).split('\n');
    pieces[0] = this.#rest + pieces[0];
    this.#rest = pieces.pop().slice(0, LONGEST_LINE);
    for (const piece of pieces) yield line(piece);
  }

  *end() {
    const last = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (last !== '') yield line(last);
  }
}

function line(piece) {
  return piece.endsWith('\r') ? piece.slice(0, -1) : piece;
}

/** A line of NDJSON as an item with `reply`; what is wrong with it otherwise. */
function parse(text) {
  let item;
  try {
    item = JSON.parse(text);
  } catch (error) {
    return { line: text, error: error.message };
  }
  if (typeof item?.reply !== 'string') return { line: text, error: 'expected an object with a string `reply`' };
  return item;
}

/** The fields of a context as files name them, and as we do. */
const FIELDS = { remote_host: 'remoteHost', provider: 'provider', command: 'command', sending_ip: 'sendingIp' };

/** A context that the addon takes. What it would refuse is left out: a file is data, and data is never wrong. */
function context(item) {
  const known = {};
  for (const [field, name] of Object.entries(FIELDS)) {
    const value = item[field];
    if (typeof value === 'string' && binding.isKnown(name, value)) known[name] = value;
  }
  return known;
}

function verdicts(items, engine) {
  const isReply = (item) => typeof item.reply === 'string';
  const good = items.filter(isReply);
  const columns = classifyBatch(engine, good.map((item) => item.reply), good.map(context));
  const each = columns[Symbol.iterator]();
  return items.map((item) => ({ ...item, verdict: isReply(item) ? each.next().value : null }));
}

const READERS = {
  lines: (text) => ({ reply: text }),
  ndjson: parse,
};

function reader(input) {
  if (!Object.hasOwn(READERS, input)) throw check.expected("options.input to be 'lines' or 'ndjson'", input);
  return READERS[input];
}

/** Text in, objects with verdicts out. What arrives in one chunk is classified in one batch. */
function classifyStream({ input = 'lines' } = {}) {
  const read = reader(input);
  const lines = new Lines();
  const push = (stream, texts) => {
    const items = Array.from(texts).filter((text) => text.trim() !== '').map(read);
    for (const item of verdicts(items, binding)) stream.push(item);
  };
  return new Transform({
    readableObjectMode: true,
    decodeStrings: false,
    transform(chunk, _encoding, done) {
      push(this, lines.of(chunk));
      done();
    },
    flush(done) {
      push(this, lines.end());
      done();
    },
  });
}

/** The same over any iterable of text. */
async function* classifyLines(source, { input = 'lines' } = {}) {
  const read = reader(input);
  const lines = new Lines();
  const items = (texts) => Array.from(texts).filter((text) => text.trim() !== '').map(read);
  for await (const chunk of source) {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      throw check.expected('source to give strings or Uint8Arrays', chunk);
    }
    yield* verdicts(items(lines.of(chunk)), binding);
  }
  yield* verdicts(items(lines.end()), binding);
}

module.exports = { classifyLines, classifyStream };
