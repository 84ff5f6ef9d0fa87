'use strict';

// Verdicts on what went wrong, wherever in an error that stands.

const check = require('./check.js');
const { classify } = require('./classify.js');
const haraka = require('./haraka.js');
const nodemailer = require('./nodemailer.js');
const { reading } = require('./reading.js');
const { isObject, objects, text } = require('./tolerant.js');

/** So many errors deep may the one be that speaks of mail. */
const DEEPEST = 8;

/** An error and those that it wraps, each once, the outermost first, down to those that speak of mail. */
function* layers(error, depth = DEEPEST, seen = new Set()) {
  if (depth === 0 || seen.has(error)) return;
  seen.add(error);
  yield error;
  if (speaks(error)) return;
  // `errors` is of an AggregateError, where several ways were tried.
  for (const inner of [...objects(error.errors), error.cause].filter(isObject)) yield* layers(inner, depth - 1, seen);
}

const speaks = (error) => haraka.speaks(error) || nodemailer.speaks(error);

const read = (error) => (haraka.speaks(error) ? haraka : nodemailer).read(error);

/** One refusal: to a recipient, or to all of them if it names none. What the caller says counts most. */
function failure({ recipient, reply, diagnostic, known }, { engine, context }) {
  const all = { ...known, ...context };
  return Object.freeze({
    recipient,
    reply,
    diagnostic,
    command: all.command ?? null,
    verdict: classify(engine, diagnostic, all),
  });
}

/** A failure of which only the words of an error tell: no address is dead for what no server can have said. */
function doubted(failure, error, { engine, context }) {
  const { bounce, replyCode, enhancedCode } = failure.verdict;
  if (bounce !== 'hard' || replyCode !== null || enhancedCode !== null) return failure;
  return Object.freeze({ ...failure, verdict: classify(engine, text(error.name) ?? 'Error', context) });
}

function fromError(error, options) {
  if (!isObject(error)) throw check.expected('error to be an object', error);
  const how = reading(options);
  if (nodemailer.isSuccess(error)) return Object.freeze([]);
  const failures = (one) => read(one).map((refusal) => failure(refusal, how));
  const all = [...layers(error)];
  const told = all.filter(speaks);
  if (told.length > 0) return Object.freeze(told.flatMap(failures));
  // Where there is nothing but messages, the outermost counts that means something.
  const each = all.map((one) => failures(one).map((failure) => doubted(failure, one, how)));
  const isKnown = (some) => some.some(({ verdict }) => verdict.category !== 'unknown');
  return Object.freeze(each.find(isKnown) ?? each[0]);
}

module.exports = { fromError };
