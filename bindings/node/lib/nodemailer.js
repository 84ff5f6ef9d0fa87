'use strict';

// Errors and results of nodemailer, as it throws them, and as queues of jobs and logs keep them: plain objects
// with the same members.

const { isNativeError } = require('node:util').types;

const { list, objects, text } = require('./tolerant.js');

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

/** The command that an error is about. nodemailer calls the message itself by the command before it. */
function command({ command: name, code }) {
  const known = COMMANDS[text(name)?.split(' ', 1)[0].toUpperCase()] ?? null;
  return known === 'data' && code === 'EMESSAGE' ? 'end_of_data' : known;
}

/** The reply code, as text. */
function replyCode({ responseCode }) {
  const code = String(typeof responseCode === 'number' ? responseCode : text(responseCode));
  return /^[2-5]\d\d$/.test(code) ? code : null;
}

/** Those who were refused, as far as a list of them says no more. */
const rejected = (error) => list(error.rejected).filter(text);

/** What went wrong where nobody passes on what the server said: a code or two, and a message. */
function described(error) {
  const message = text(error.message);
  const code = replyCode(error);
  const isTold = message?.split(/[^0-9]+/).includes(code);
  return [isTold ? null : code, text(error.code), text(error.originalCode), message].filter(Boolean).join(' ');
}

/** What is said to some recipients; to all of them if the only one is `null`. */
function said(error, recipients) {
  const reply = text(error.response);
  const diagnostic = reply ?? described(error);
  return recipients.map((recipient) => ({ recipient, reply, diagnostic, known: { command: command(error) } }));
}

/** Whether an object speaks of mail. */
function speaks(error) {
  const members = [text(error.response), replyCode(error), command(error), text(error.recipient)];
  const refused = [...objects(error.rejectedErrors), ...rejected(error)];
  return refused.length > 0 || members.some((member) => member !== null);
}

/** The refusals in an error, or in what `sendMail` gave back. */
function read(error) {
  const each = objects(error.rejectedErrors);
  if (each.length > 0) return each.flatMap((one) => said(one, [text(one.recipient)]));
  const recipients = rejected(error);
  return said(error, recipients.length > 0 ? recipients : [text(error.recipient)]);
}

/** Whether it is what `sendMail` gives back when nobody was refused. */
function isSuccess(info) {
  if (isNativeError(info) || info instanceof Error) return false;
  if (text(info.code) !== null || command(info) !== null) return false;
  if (/^[45]\d\d/.test(replyCode(info)) || /^[45]\d\d(?:[ -]|$)/.test(text(info.response))) return false;
  if (list(info.rejected).length > 0 || list(info.rejectedErrors).length > 0) return false;
  return Array.isArray(info.accepted) || text(info.messageId) !== null;
}

module.exports = { isSuccess, read, speaks };
