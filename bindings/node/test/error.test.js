'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');

const { runInNewContext } = require('node:vm');

const { createTransport } = require('nodemailer');

const { Classifier, classify, fromError } = require('..');
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
  const results = [
    { messageId: '<m@example.org>' },
    { accepted: ['a@example.org'], rejected: [], response: '250 2.0.0 Ok' },
    { messageId: '<m@example.org>', message: '{"subject":"as the transport of JSON gives it"}', envelope: {} },
    { messageId: '<m@example.org>', response: '550e8400-e29b-41d4-a716-446655440000' },
  ];
  for (const result of results) assert.deepEqual(fromError(result), [], JSON.stringify(result));
});

test('what a queue of jobs kept of an error is read as the error', async () => {
  const { code, command, message, response, responseCode } = await send({ END: '552 5.2.2 Mailbox full' });
  const kept = JSON.parse(JSON.stringify({ code, command, message, response, responseCode, messageId: '<m@example.org>' }));
  assert.deepEqual(fromError(kept).map(({ verdict }) => verdict), [classify('552 5.2.2 Mailbox full', { command: 'end_of_data' })]);
  const connection = fromError({ code: 'ECONNECTION', command: 'CONN', message: 'Connection closed unexpectedly' });
  assert.deepEqual(connection.map(facts), [[null, 'connection_failed', 'soft']]);
  assert.equal(connection[0].command, 'connect');
  assert.deepEqual(fromError({ messageId: 'x', message: '550 5.1.1 no such user', code: 'EENVELOPE' }).map(facts), [[null, 'user_unknown', 'hard']]);
  assert.deepEqual(fromError({}).map(facts), [[null, 'unknown', 'none']]);
});

test('so is an error of another realm', () => {
  const error = runInNewContext("Object.assign(new Error('550 5.1.1 no such user'), { messageId: 'm', accepted: [] })");
  assert.ok(!(error instanceof Error));
  assert.deepEqual(fromError(error).map(facts), [[null, 'user_unknown', 'hard']]);
});

test('where there is no reply, its code counts', () => {
  const one = (error) => fromError(error)[0];
  const bare = one({ responseCode: 552, code: 'EMESSAGE', message: 'Message failed' });
  assert.deepEqual([bare.reply, bare.diagnostic, bare.verdict.replyCode], [null, '552 EMESSAGE Message failed', 552]);
  assert.equal(one({ responseCode: '421' }).diagnostic, '421');
  assert.equal(one({ responseCode: 550, message: 'Message failed: 550 5.1.1 Sorry' }).diagnostic, 'Message failed: 550 5.1.1 Sorry');
  assert.equal(one({ responseCode: 550, message: 'id 15504' }).diagnostic, '550 id 15504');
  assert.equal(one({ responseCode: 550, response: '552 5.2.2 Mailbox full' }).verdict.replyCode, 552);
  for (const odd of [0, 99, 999, NaN, '5', {}, null]) assert.equal(one({ responseCode: odd, message: 'm' }).diagnostic, 'm');
});

test('what wraps an error is looked through, if it says nothing about mail itself', () => {
  const refused = (recipient) => Object.assign(new Error('x'), { response: '550 5.1.1 Sorry', recipient, command: 'RCPT TO' });
  const gone = [['a@example.org', 'user_unknown', 'hard']];
  const wrapped = new Error('could not send', { cause: new Error('job 7 failed', { cause: refused('a@example.org') }) });
  assert.deepEqual(fromError(wrapped).map(facts), gone);
  assert.deepEqual(fromError({ message: 'kept', cause: { response: '550 5.1.1 Sorry', recipient: 'a@example.org' } }).map(facts), gone);
  const several = new AggregateError([refused('a@example.org'), null, 'x', new Error('?', { cause: refused('b@example.org') })], 'all failed');
  assert.deepEqual(fromError(several).map(({ recipient }) => recipient), ['a@example.org', 'b@example.org']);
  // The outer one speaks of mail.
  const outer = Object.assign(refused('a@example.org'), { cause: refused('b@example.org') });
  assert.deepEqual(fromError(outer).map(facts), gone);
  // With nothing but messages, the outermost that means something.
  const texts = new Error('could not send', { cause: new Error('452 4.2.2 Mailbox full', { cause: new Error('550 5.1.1 Sorry') }) });
  assert.deepEqual(fromError(texts).map(facts), [[null, 'mailbox_full', 'soft']]);
  assert.equal(fromError(texts)[0].diagnostic, '452 4.2.2 Mailbox full');
  const refusedAddresses = new AggregateError([new Error('connect ECONNREFUSED ::1:25'), new Error('connect ECONNREFUSED 127.0.0.1:25')]);
  refusedAddresses.code = 'ECONNREFUSED';
  assert.deepEqual(fromError(refusedAddresses).map(facts), [[null, 'connection_failed', 'soft']]);
});

test('words that no server can have said retire no address', () => {
  for (const error of [new Error('Account is disabled'), new TypeError('the user does not exist'), { message: 'Account is disabled' }]) {
    assert.deepEqual(fromError(error).map(facts), [[null, 'unknown', 'soft']], String(error));
    assert.equal(fromError(error)[0].diagnostic, error.message);
  }
  const cause = new Error('452 4.2.2 Mailbox full');
  assert.deepEqual(fromError(new Error('Account is disabled', { cause })).map(facts), [[null, 'mailbox_full', 'soft']]);
  assert.deepEqual(fromError({ response: 'Account is disabled' }).map(facts), [[null, 'mailbox_disabled', 'hard']], 'a server said it');
});

test('errors that wrap each other, or very many, end', () => {
  const first = new Error('first');
  const second = new Error('second', { cause: first });
  first.cause = second;
  first.errors = [first, second];
  assert.deepEqual(fromError(first).map(({ diagnostic }) => diagnostic), ['first']);
  const deep = (depth, inner) => Array.from({ length: depth }).reduce((cause) => new Error('wraps', { cause }), inner);
  const refused = { response: '550 5.1.1 Sorry' };
  assert.equal(fromError(deep(5, refused))[0].verdict.category, 'user_unknown');
  assert.equal(fromError(deep(10_000, refused))[0].verdict.category, 'unknown');
});

test('own rules and what is known count', () => {
  const classifier = new Classifier({
    rules: 'rules: [{ id: night-shift, match: ["held for the night shift"], category: policy_rejected, examples: ["550 held for the night shift"] }]',
  });
  const error = { response: '550 Held for the night shift', rejected: ['a@example.org', 'b@example.org'] };
  const ids = (options) => fromError(error, options).map(({ verdict }) => verdict.evidence.id);
  assert.deepEqual(ids({ classifier }), ['night-shift', 'night-shift']);
  for (const builtIn of [undefined, null, {}, { classifier: undefined }, { classifier: null }]) assert.ok(!ids(builtIn).includes('night-shift'));
  const [{ verdict, command }] = fromError({ response: '421 4.2.1 Sorry' }, { classifier, remoteHost: 'gmail-smtp-in.l.google.com', command: 'rcpt' });
  assert.deepEqual([verdict.provider, command], ['gmail', 'rcpt']);
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
  const refused = [
    [{ provider: 'nobody' }, /^options\.provider: expected the id of a provider, found "nobody"$/],
    [{ provider: 5 }, /expected options\.provider to be a string/],
    [{ remote_host: 'mx.example.org' }, /^unknown options\.remote_host; did you mean remoteHost\?$/],
    [{ context: {} }, /^unknown options\.context; known are /],
    [{ classifier: {} }, /expected options\.classifier to be a Classifier, found an object of class Object/],
    ['gmail', /expected options to be an object/],
  ];
  for (const [options, message] of refused) {
    for (const error of [new Error('x'), { messageId: 'm' }]) {
      assert.throws(() => fromError(error, options), (thrown) => thrown instanceof TypeError && message.test(thrown.message));
    }
  }
  for (const none of [undefined, null, '550', 5]) assert.throws(() => fromError(none), /^TypeError: expected error to be an object, found /);
});
