'use strict';

// What Haraka gives the hooks `bounce` and `deferred`.

const { objects, text } = require('./tolerant.js');

/** Where it lists recipients: in the errors of its `bounce` hook, and in what its `deferred` hook is given. */
const LISTS = ['bounced_rcpt', 'deferred_rcpt', 'bounce_recips', 'fail_recips'];

const recipients = (error) => LISTS.flatMap((name) => objects(error[name]));

const join = (...parts) => text(parts.filter((part) => part !== undefined && part !== null && part !== '').join(' '));

/** An address with `dsn_*` fields: what a server said, or else what Haraka itself made of it. */
function one(address, mx) {
  const recipient = typeof address.address === 'function' ? text(address.address()) : text(address.address);
  const original = text(address.original)?.replace(/^<|>$/g, '') ?? null;
  const said = text(address.dsn_smtp_response);
  const reply = said === null ? text(address.reason) : join(address.dsn_smtp_code, address.dsn_smtp_extc, said);
  const own = join(address.dsn_code, address.dsn_status, address.dsn_msg);
  const remoteHost = text(mx?.from_dns) ?? text(address.dsn_remote_mta) ?? text(mx?.exchange);
  const known = { command: reply === null ? null : 'rcpt', remoteHost };
  return { recipient: recipient ?? original, reply, diagnostic: reply ?? own ?? '', known };
}

/** Whether an object is of Haraka. */
function speaks(error) {
  return recipients(error).length > 0 || text(error.err) !== null;
}

/** The refusals in an error, or in what a hook was given. */
function read(error) {
  const each = recipients(error);
  if (each.length > 0) return each.map((address) => one(address, error.mx));
  // Where its `deferred` hook is told of all recipients at once, it gets a text.
  return [{ recipient: null, reply: null, diagnostic: error.err, known: {} }];
}

module.exports = { read, speaks };
