'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');

const { classify, classifyBatch } = require('..');

test('a verdict is a plain frozen object', () => {
  const verdict = classify('550 5.1.1 Sorry');
  assert.deepEqual(verdict, {
    replyCode: 550,
    enhancedCode: '5.1.1',
    severity: 'permanent',
    category: 'user_unknown',
    bounce: 'hard',
    side: 'recipient',
    action: 'suppress',
    provider: null,
    blocklist: null,
    retryAfter: null,
    conflict: false,
    evidence: { kind: 'enhanced_code', id: '5.1.1', start: 4, end: 9 },
  });
  assert.equal(Object.getPrototypeOf(verdict), Object.prototype);
  assert.ok(Object.isFrozen(verdict) && Object.isFrozen(verdict.evidence));
});

test('a verdict keeps its values when the next one is made', () => {
  const first = classify('550 5.1.1 Sorry');
  const before = structuredClone(first);
  classify('421 4.3.2 Shutting down, try again in 5 minutes');
  assert.deepEqual(first, before);
});

test('strings, Buffers and Uint8Arrays give the same', () => {
  const reply = '452 4.2.2 full, try again in 5 minutes';
  const verdict = classify(reply);
  assert.equal(verdict.retryAfter, 300);
  assert.deepEqual(classify(Buffer.from(reply)), verdict);
  assert.deepEqual(classify(Uint8Array.from(Buffer.from(reply))), verdict);
  const shared = new Uint8Array(new SharedArrayBuffer(reply.length));
  shared.set(Buffer.from(reply));
  assert.deepEqual(classify(shared), verdict);
  const window = Buffer.from(`xxx${reply}xxx`).subarray(3, -3);
  assert.deepEqual(classify(window), verdict);
});

test('odd text has a verdict, too', () => {
  const odd = [
    '',
    '\0',
    '550 5.1.1\0 Sorry\0',
    '\ud800',
    '550 \udc00 5.1.1 \ud83d',
    '😀'.repeat(10_000),
    'x'.repeat(5_000_000),
    `${'é'.repeat(8191)}😀 550 5.1.1 Sorry`,
    '550-5.1.1 a\r\n550 5.1.1 b\r\n',
    '__proto__',
  ];
  for (const text of odd) {
    const verdict = classify(text);
    assert.ok(verdict.evidence.start <= verdict.evidence.end && verdict.evidence.end <= text.length);
  }
  const bytes = [
    Buffer.alloc(0),
    Buffer.alloc(100_000),
    Buffer.from([0xff, 0xfe, 0x35, 0x35, 0x30, 0x20, 0x80]),
    Buffer.from('550 5.1.1\0 Sorry \xff\xfe', 'latin1'),
    Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 256)),
  ];
  for (const text of bytes) assert.ok(classify(text).category);
  assert.equal(classify(bytes[3]).category, 'user_unknown');
});

test('evidence counts as the text that was given does', () => {
  for (const before of ['', 'é', '😀', '中文', '\ud800', '\udc00😀é']) {
    const reply = `${before} 550 5.1.1 Sorry`;
    const { evidence } = classify(reply);
    assert.equal(reply.slice(evidence.start, evidence.end), evidence.id, JSON.stringify(before));
    const bytes = Buffer.from(reply);
    const inBytes = classify(bytes).evidence;
    assert.equal(bytes.subarray(inBytes.start, inBytes.end).toString(), inBytes.id);
  }
});

test('a context adds what the caller knows', () => {
  const reply = '421 4.2.1 Sorry';
  const gmail = classify(reply, { provider: 'gmail' });
  assert.equal(gmail.provider, 'gmail');
  assert.notEqual(gmail.category, classify(reply).category);
  assert.deepEqual(classify(reply, { remoteHost: 'gmail-smtp-in.l.google.com' }), gmail);
  assert.deepEqual(classify(Buffer.from(reply), { provider: 'gmail' }), gmail);
  const nothing = { remoteHost: null, provider: undefined, command: null, sendingIp: undefined };
  for (const context of [undefined, null, {}, nothing, Object.create(null)]) {
    assert.deepEqual(classify(reply, context), classify(reply));
  }
  assert.ok(classify(reply, { command: 'rcpt', sendingIp: '2001:db8::1' }));
});

test('a context is read as people and logs write it', () => {
  const reply = '550 5.1.1 Sorry';
  const sender = classify(reply, { command: 'mail' });
  assert.notEqual(sender.bounce, classify(reply, { command: 'rcpt' }).bounce);
  for (const command of ['MAIL FROM', 'MAIL', ' Mail From:<a@example.org>']) {
    assert.deepEqual(classify(reply, { command }), sender, command);
    assert.deepEqual([...classifyBatch([reply], [{ command }])], [sender], command);
  }
  const gmail = classify(reply, { provider: 'gmail' });
  for (const provider of ['Gmail', 'GMAIL ', 'mx.google.com']) assert.deepEqual(classify(reply, { provider }), gmail);
  for (const remoteHost of ['mx.google.com[192.0.2.1]', 'mx.google.com[192.0.2.1]:25', 'mx.google.com:25', 'mx.google.com.']) {
    assert.deepEqual(classify(reply, { remoteHost }), gmail, remoteHost);
  }
});

test('bad arguments are TypeErrors that say what was expected and found', () => {
  const refused = [
    [[], /reply to be a string or a Uint8Array, found undefined$/],
    [[550], /found number 550/],
    [[null], /found null/],
    [[['550']], /found an object of class Array/],
    [[new Uint16Array(2)], /found an object of class Uint16Array/],
    [[Object.create(null)], /found an object of class Object/],
    [[Symbol('x')], /found symbol Symbol\(x\)/],
    [[() => '550'], /found a function/],
    [['550', 'gmail'], /expected context to be an object, found the string "gmail"/],
    [['550', { provider: 'gmial' }], /context\.provider: expected the id of a provider, such as gmail, found "gmial"/],
    [['550', { provider: 5 }], /expected context\.provider to be a string, found number 5/],
    [['550', { command: 'NOOP' }], /context\.command: expected the id of a command: connect, .* or end_of_data, found "NOOP"$/],
    [['550', { sendingIp: '999.1.1.1' }], /context\.sendingIp: expected an IP address, found "999\.1\.1\.1"/],
    [['550', { remote_host: 'mx.example.org' }], /^unknown context\.remote_host; did you mean remoteHost\?$/],
    [['550', { host: 'mx.example.org' }], /^unknown context\.host; known are remoteHost, provider, command, sendingIp$/],
    [['550', { '': 1 }], /^unknown context\.; known are /],
    [['550', { remoteHost: {} }], /expected context\.remoteHost to be a string/],
  ];
  for (const [args, message] of refused) {
    assert.throws(() => classify(...args), (error) => error instanceof TypeError && message.test(error.message));
  }
});
