'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');

const { createTransport } = require('nodemailer');

const { classify, fromError } = require('..');
const { listen } = require('./support/server.js');

const TO = ['gone@example.org', 'full@example.org', 'fine@example.org'];
const GONE = '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Please check the address.';
const FULL = '452 4.2.2 The mailbox is full, try again in 5 minutes';

/** Sends a real message through nodemailer; gives what it returned, or threw. */
async function send(script, { to = TO, ...options } = {}) {
  const { port, close } = await listen(script);
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, ...options });
  try {
    return await transport.sendMail({ from: 'me@example.com', to, subject: 'Hello', text: 'Hello' });
  } catch (error) {
    return error;
  } finally {
    transport.close();
    await close();
  }
}

const facts = ({ recipient, verdict }) => [recipient, verdict.category, verdict.bounce];

test('each recipient that a server refuses gets a verdict of its own', async () => {
  const info = await send({ 'gone@example.org': GONE, 'full@example.org': FULL });
  assert.deepEqual(info.accepted, ['fine@example.org']);
  const failures = fromError(info);
  assert.deepEqual(failures.map(facts), [
    ['gone@example.org', 'user_unknown', 'hard'],
    ['full@example.org', 'mailbox_full', 'soft'],
  ]);
  assert.equal(failures[1].verdict.retryAfter, 300);
  for (const { reply, diagnostic, command, verdict } of failures) {
    assert.equal(reply, diagnostic);
    assert.equal(command, 'rcpt');
    assert.deepEqual(verdict, classify(reply, { command: 'rcpt' }));
  }
  assert.ok(Object.isFrozen(failures) && Object.isFrozen(failures[0]));
});

test('so it does where all are refused, and that is an error', async () => {
  const error = await send({ RCPT: GONE });
  assert.ok(error instanceof Error);
  assert.deepEqual(fromError(error).map(facts), TO.map((to) => [to, 'user_unknown', 'hard']));
});

test('a refused message is refused to all, and says so once', async () => {
  const reply = '554 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org';
  const error = await send({ END: reply });
  const [failure, ...more] = fromError(error, { provider: 'gmail' });
  assert.equal(more.length, 0);
  assert.equal(failure.recipient, null);
  assert.equal(failure.reply, reply);
  assert.equal(failure.verdict.category, 'ip_blocklisted');
  assert.equal(failure.verdict.provider, 'gmail');
  assert.equal(failure.command, 'end_of_data');
  assert.equal(fromError(error, { command: 'data' })[0].command, 'data');
});

test('a refused sender, greeting or password is no failure of a recipient', async () => {
  const sender = fromError(await send({ MAIL: '550 5.1.8 Sender address rejected: Domain not found' }))[0];
  assert.deepEqual([sender.command, sender.verdict.category, sender.verdict.bounce], ['mail', 'sender_invalid', 'soft']);
  const greeting = fromError(await send({ CONN: '421 4.3.2 Too many connections from your host' }))[0];
  assert.deepEqual([greeting.command, greeting.verdict.category], ['connect', 'too_many_connections']);
  const login = { auth: { user: 'me', pass: 'secret' } };
  const auth = fromError(await send({ AUTH: '535 5.7.8 Authentication credentials invalid' }, login))[0];
  assert.deepEqual([auth.command, auth.verdict.category], ['auth', 'smtp_auth_failed']);
});

test('without a reply the network’s own error is classified', async () => {
  const { port, close } = await listen({});
  await close();
  const transport = createTransport({ host: '127.0.0.1', port });
  const error = await transport.sendMail({ from: 'me@example.com', to: TO, text: 'x' }).catch((e) => e);
  const [failure] = fromError(error);
  assert.equal(failure.reply, null);
  assert.match(failure.diagnostic, /ECONNREFUSED/);
  assert.equal(failure.command, 'connect');
  assert.equal(failure.verdict.category, 'connection_failed');
  assert.equal(failure.verdict.bounce, 'soft');
});

test('what the network did to a connection is said by its error', async () => {
  const ended = await send({ CONN: null });
  const silent = await send({ CONN: '' }, { greetingTimeout: 50 });
  const noTls = await send({ STARTTLS: '454 4.7.0 TLS not available due to temporary reason' }, { ignoreTLS: false, requireTLS: true });
  const plain = await send({}, { secure: true });
  const told = (error) => {
    const [{ recipient, command, verdict }] = fromError(error);
    return [error.code, recipient, command, verdict.category, verdict.bounce];
  };
  assert.deepEqual([ended, silent, noTls, plain].map(told), [
    ['ECONNECTION', null, 'connect', 'connection_failed', 'soft'],
    ['ETIMEDOUT', null, 'connect', 'connection_failed', 'soft'],
    ['ETLS', null, 'starttls', 'tls_failed', 'soft'],
    ['ESOCKET', null, 'connect', 'tls_failed', 'soft'],
  ]);
});

test('errors of names and certificates, as Node words them', () => {
  const category = (code, message) => fromError(Object.assign(new Error(message), { code, command: 'CONN' }))[0].verdict.category;
  assert.equal(category('EDNS', 'getaddrinfo ENOTFOUND mx.example.org'), 'dns_failure');
  assert.equal(category('EDNS', 'getaddrinfo EAI_AGAIN mx.example.org'), 'dns_failure');
  assert.equal(category('ESOCKET', 'connect EHOSTUNREACH 192.0.2.1:25'), 'connection_failed');
  assert.equal(category('ESOCKET', 'read ECONNRESET'), 'connection_failed');
  assert.equal(category('ESOCKET', 'self-signed certificate'), 'tls_failed');
  assert.equal(category('ESOCKET', 'certificate has expired'), 'tls_failed');
});

test('what went well has no failures', async () => {
  assert.deepEqual(fromError(await send({})), []);
});

/** As Haraka's addresses are: in older versions `address` is a method. */
const old = (original, fields) => ({ original: `<${original}>`, address: () => original, ...fields });
const address = (original, fields) => ({ original, address: original, ...fields });

test('Haraka’s bounce hook names recipients in its own way', () => {
  const error = Object.assign(new Error('Some recipients failed: <gone@example.org>'), {
    mx: { exchange: '192.0.2.1', from_dns: 'gmail-smtp-in.l.google.com' },
    bounced_rcpt: [
      old('gone@example.org', { dsn_smtp_code: '550', dsn_smtp_extc: '5.1.1', dsn_smtp_response: 'no such user' }),
      old('full@example.org', { dsn_smtp_code: 452, dsn_smtp_response: '4.2.2 mailbox full' }),
      { original: '<odd@example.org>', reason: '550 5.1.1 no such user' },
    ],
    deferred_rcpt: [address('slow@example.org', { dsn_code: 450, dsn_status: '4.4.1', dsn_msg: 'Connection timed out' })],
  });
  const failures = fromError(error);
  assert.deepEqual(failures.map(facts), [
    ['gone@example.org', 'user_unknown', 'hard'],
    ['full@example.org', 'mailbox_full', 'soft'],
    ['odd@example.org', 'user_unknown', 'hard'],
    ['slow@example.org', 'connection_failed', 'soft'],
  ]);
  assert.deepEqual(failures.map(({ reply }) => reply), [
    '550 5.1.1 no such user',
    '452 4.2.2 mailbox full',
    '550 5.1.1 no such user',
    null,
  ]);
  assert.deepEqual(failures.map(({ verdict }) => verdict.provider), ['gmail', 'gmail', 'gmail', 'gmail']);
  assert.equal(fromError(error, { provider: 'outlook' })[0].verdict.provider, 'outlook');
});

test('so it does in Haraka’s deferred hook, and where it names nobody', () => {
  const full = { dsn_smtp_code: '452', dsn_smtp_extc: '4.2.2', dsn_smtp_response: 'mailbox full', dsn_remote_mta: 'mx.example.org' };
  const some = { delay: 64, err: 'Some recipients temp failed: <full@example.org>', fail_recips: [address('full@example.org', full)] };
  assert.deepEqual(fromError(some).map(facts), [['full@example.org', 'mailbox_full', 'soft']]);
  const all = fromError({ delay: 64, err: 'Upstream error: 450 4.2.0 greylisted, try again in 5 minutes' })[0];
  assert.deepEqual([...facts(all), all.verdict.retryAfter], [null, 'greylisted', 'soft', 300]);
  assert.deepEqual(fromError(new Error('554 5.7.1 blocked using zen.spamhaus.org')).map(facts), [[null, 'ip_blocklisted', 'soft']]);
});

test('odd errors do no harm', () => {
  const odd = [
    {},
    [],
    new Error(),
    new Error('550 5.1.1 no such user'),
    { rejectedErrors: [null, 5, {}] },
    { bounced_rcpt: [null] },
    { bounced_rcpt: [{}], mx: 5 },
    { deferred_rcpt: [{ address: 5, original: 5, reason: 5, dsn_smtp_response: 5 }], fail_recips: 'x' },
    { err: 5 },
    { rejectedErrors: 'x', rejected: 5, response: 7 },
    Object.assign(new Error('x'), { response: '', command: 5, code: 5, rejected: [null, 5] }),
    Object.create(null),
  ];
  for (const error of odd) assert.ok(Array.isArray(fromError(error)));
  assert.equal(fromError(odd[3])[0].verdict.category, 'user_unknown');
  assert.throws(() => fromError('550'), /expected error to be an object, found the string "550"/);
  assert.throws(() => fromError(new Error('x'), { provider: 'nobody' }), TypeError);
});
