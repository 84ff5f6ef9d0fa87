'use strict';

const { Transform } = require('node:stream');

const binding = require('./addon.js');
const { Bytes } = require('./bytes.js');
const check = require('./check.js');
const { classifyBatch } = require('./classify.js');
const { reading } = require('./reading.js');
const { SILENCE, SILENT, withSilences } = require('./silence.js');

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
function contextOf(item) {
  const known = {};
  for (const [field, name] of Object.entries(FIELDS)) {
    const value = item[field];
    if (typeof value === 'string' && binding.isKnown(name, value)) known[name] = value;
  }
  return known;
}

const isReply = (item) => typeof item.reply === 'string';

/** What makes items of bytes, each with a `reply` or with an `error`, and may hold the last one back. */
const INPUTS = {
  lines: () => {
    const replies = new binding.NativeReplies();
    const items = (texts) => texts.map((reply) => ({ reply }));
    return {
      of: (bytes) => items(replies.push(bytes)),
      pause: () => items(replies.take()),
      end: () => items(replies.finish()),
      isHolding: () => replies.isComplete(),
    };
  },
  ndjson: () => {
    const lines = new binding.NativeLines();
    const items = (texts) => texts.filter((line) => line.trim() !== '').map(parse);
    return {
      of: (bytes) => items(lines.push(bytes)),
      pause: () => [],
      end: () => items(lines.finish()),
      isHolding: () => false,
    };
  },
};

/** Chunks in, items with verdicts out. What arrives in one chunk is classified in one batch. */
class Reader {
  #bytes = new Bytes();
  #input;
  #how;

  constructor(options) {
    this.#how = reading(options, ['input']);
    const input = options?.input ?? 'lines';
    if (!Object.hasOwn(INPUTS, input)) throw check.expected("options.input to be 'lines' or 'ndjson'", input);
    this.#input = INPUTS[input]();
  }

  of(chunk) {
    return this.#verdicts(this.#input.of(this.#bytes.of(chunk)));
  }

  /** Whether an item waits for no more than word that nothing belongs to it that is still to come. */
  get isHolding() {
    return this.#input.isHolding();
  }

  /** That word. */
  pause() {
    return this.#verdicts(this.#input.pause());
  }

  end() {
    return this.#verdicts([...this.#input.of(this.#bytes.end()), ...this.#input.end()]);
  }

  #verdicts(items) {
    const { engine, context } = this.#how;
    const good = items.filter(isReply);
    // What an item says of itself counts most.
    const contexts = good.map((item) => ({ ...context, ...contextOf(item) }));
    const columns = classifyBatch(engine, good.map((item) => item.reply), contexts);
    const each = columns[Symbol.iterator]();
    return items.map((item) => ({ ...item, verdict: isReply(item) ? each.next().value : null }));
  }
}

/** Text in, objects with verdicts out. */
function classifyStream(options) {
  const reader = new Reader(options);
  let timer;
  const push = (stream, items) => {
    for (const item of items) stream.push(item);
  };
  return new Transform({
    readableObjectMode: true,
    decodeStrings: false,
    transform(chunk, _encoding, done) {
      clearTimeout(timer);
      push(this, reader.of(chunk));
      if (reader.isHolding) timer = setTimeout(() => push(this, reader.pause()), SILENCE);
      done();
    },
    flush(done) {
      clearTimeout(timer);
      push(this, reader.end());
      done();
    },
    destroy(error, done) {
      clearTimeout(timer);
      done(error);
    },
  });
}

/** The same over any iterable of text. */
async function* classifyLines(source, options) {
  const reader = new Reader(options);
  for await (const chunk of withSilences(source, () => reader.isHolding)) {
    if (chunk === SILENT) {
      yield* reader.pause();
    } else if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
      yield* reader.of(chunk);
    } else {
      throw check.expected('source to give strings or Uint8Arrays', chunk);
    }
  }
  yield* reader.end();
}

module.exports = { classifyLines, classifyStream };
