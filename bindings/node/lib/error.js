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

/** The command that an error is about. nodemailer calls the message itself by the command before it. */
function command({ command: name, code }) {
  const known = COMMANDS[text(name)?.split(' ', 1)[0].toUpperCase()] ?? null;
  return known === 'data' && code === 'EMESSAGE' ? 'end_of_data' : known;
}

/** One refusal: to a recipient, or to all of them if it names none. What the caller says counts most. */
function failure(recipient, reply, diagnostic, ours, context) {
  const known = { ...ours, ...context };
  for (const [field, value] of Object.entries(ours)) known[field] ??= value;
  return Object.freeze({
    recipient,
    reply,
    diagnostic,
    command: known.command ?? null,
    verdict: classify(binding, diagnostic, known),
  });
}

/** nodemailer's errors. Without a reply, the network's error code and message say what went wrong. */
function fromNodemailer(error, recipients, context) {
  const reply = text(error.response);
  const codes = [error.code, error.originalCode].filter(text);
  const diagnostic = reply ?? [...codes, text(error.message)].filter(Boolean).join(' ');
  const ours = { command: command(error) };
  return recipients.map((recipient) => failure(recipient, reply, diagnostic, ours, context));
}

/** Haraka's addresses with `dsn_*` fields: what a server said, or else what Haraka itself made of it. */
function fromHaraka(address, mx, context) {
  const recipient = typeof address.address === 'function' ? text(address.address()) : text(address.address);
  const original = text(address.original)?.replace(/^<|>$/g, '') ?? null;
  const join = (...parts) => text(parts.filter((part) => part !== undefined && part !== null && part !== '').join(' '));
  const said = text(address.dsn_smtp_response);
  const reply = said === null ? text(address.reason) : join(address.dsn_smtp_code, address.dsn_smtp_extc, said);
  const own = join(address.dsn_code, address.dsn_status, address.dsn_msg);
  const remoteHost = text(mx?.from_dns) ?? text(address.dsn_remote_mta) ?? text(mx?.exchange);
  const ours = { command: reply === null ? null : 'rcpt', remoteHost };
  return failure(recipient ?? original, reply, reply ?? own ?? '', ours, context);
}

/** Where Haraka lists recipients: in the errors of its `bounce` hook, and in what its `deferred` hook is given. */
const HARAKA = ['bounced_rcpt', 'deferred_rcpt', 'bounce_recips', 'fail_recips'];

const list = (value) => (Array.isArray(value) ? value : []);

function fromError(error, context) {
  if (typeof error !== 'object' || error === null) throw check.expected('error to be an object', error);
  check.context(context);

  const haraka = HARAKA.flatMap((name) => list(error[name])).filter((one) => typeof one === 'object' && one !== null);
  if (haraka.length > 0) return Object.freeze(haraka.map((address) => fromHaraka(address, error.mx, context)));
  // Where its `deferred` hook is told of all recipients at once, it gets a text.
  if (text(error.err) !== null) return Object.freeze([failure(null, null, error.err, {}, context)]);

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
