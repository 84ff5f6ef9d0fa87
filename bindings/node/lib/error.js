'use strict';

// Where nodemailer, Haraka and other senders keep what the server said.

const binding = require('../binding.js');
const check = require('./check.js');
const { classify } = require('./classify.js');

/** nodemailer's names of commands, and ours. `AUTH PLAIN` and the like are told by their first word. */
const COMMANDS = {
  CONN: 'connect',
  EHLO: 'ehlo',
  HELO: 'ehlo',
  LHLO: 'ehlo',
  STARTTLS: 'starttls',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
};

const text = (value) => (typeof value === 'string' && value !== '' ? value : null);

function command(name) {
  return COMMANDS[text(name)?.split(' ', 1)[0].toUpperCase()] ?? null;
}

/** One refusal: to a recipient, or to all of them if it names none. */
function failure(recipient, reply, diagnostic, name, context) {
  const known = { ...context, command: context?.command ?? command(name) };
  return Object.freeze({
    recipient,
    reply,
    diagnostic,
    command: known.command,
    verdict: classify(binding, diagnostic, known),
  });
}

/** nodemailer's errors. Without a reply, the network's error code and message say what went wrong. */
function fromNodemailer(error, recipients, context) {
  const reply = text(error.response);
  const codes = [error.code, error.originalCode].filter(text);
  const diagnostic = reply ?? [...codes, text(error.message)].filter(Boolean).join(' ');
  return recipients.map((recipient) => failure(recipient, reply, diagnostic, error.command, context));
}

/** Haraka's addresses with `dsn_*` fields. */
function fromHaraka(address, context) {
  const recipient = typeof address.address === 'function' ? text(address.address()) : text(address.address);
  const parts = [address.dsn_smtp_code, address.dsn_smtp_extc, address.dsn_smtp_response ?? address.reason];
  const reply = parts.filter((part) => part !== undefined && part !== null && part !== '').join(' ');
  const original = text(address.original)?.replace(/^<|>$/g, '');
  return failure(recipient ?? text(original), text(reply), reply, 'RCPT', context);
}

const list = (value) => (Array.isArray(value) ? value : []);

function fromError(error, context) {
  if (typeof error !== 'object' || error === null) throw check.expected('error to be an object', error);
  check.context(context);

  const haraka = list(error.bounced_rcpt).filter((address) => typeof address === 'object' && address !== null);
  if (haraka.length > 0) return Object.freeze(haraka.map((address) => fromHaraka(address, context)));

  const each = list(error.rejectedErrors).filter((one) => typeof one === 'object' && one !== null);
  if (each.length > 0) {
    const one = (rejected) => fromNodemailer(rejected, [text(rejected.recipient)], context);
    return Object.freeze(each.flatMap(one));
  }
  // What a transport gives back when all went well is no error.
  if (!(error instanceof Error) && text(error.response) === null) return Object.freeze([]);
  if (Array.isArray(error.accepted) && list(error.rejected).length === 0) return Object.freeze([]);
  const recipients = list(error.rejected).filter(text);
  const named = recipients.length > 0 ? recipients : [text(error.recipient)];
  return Object.freeze(fromNodemailer(error, named, context));
}

module.exports = { fromError };
