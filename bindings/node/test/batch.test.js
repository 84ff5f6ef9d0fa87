'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');

const { Classifier, VerdictColumns, classify, classifyBatch } = require('..');

const REPLIES = [
  '550 5.1.1 Sorry',
  '',
  '😀 452 4.2.2 full, try again in 5 minutes',
  Buffer.from('421 4.3.2 Shutting down'),
  Buffer.from([0xff, 0, 0x35, 0x35, 0x30]),
  new Uint8Array(0),
  '\ud83d',
  '\ude00 550 5.1.1 half pairs do not join across replies',
  '554 5.7.1 blocked using zen.spamhaus.org\n\n',
  '\n',
  `550 5.1.1 ${'é'.repeat(20_000)}`,
  Buffer.from(`550 5.1.1 ${'x'.repeat(20_000)}`),
];

const one = (context) => (reply) => classify(reply, context);

test('a batch gives what single calls give', () => {
  const columns = classifyBatch(REPLIES);
  assert.ok(columns instanceof VerdictColumns);
  assert.equal(columns.length, REPLIES.length);
  assert.deepEqual([...columns], REPLIES.map(one()));
  assert.deepEqual(columns.at(-1), classify(REPLIES.at(-1)));
  for (const beyond of [REPLIES.length, -REPLIES.length - 1, 0.5, NaN]) assert.equal(columns.at(beyond), undefined);
});

test('a batch that crosses the border more than once gives the same', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => REPLIES[(i * 7) % REPLIES.length]);
  const columns = classifyBatch(many);
  const expected = REPLIES.map(one());
  for (const row of [0, 1, 4095, 12_345, 19_999]) assert.deepEqual(columns.at(row), expected[(row * 7) % REPLIES.length]);
  const strings = many.filter((reply) => typeof reply === 'string');
  assert.deepEqual([...classifyBatch(strings)], strings.map((s) => expected[REPLIES.indexOf(s)]));
});

test('threads change nothing but the time', () => {
  // Enough text for several threads, in rows of very different lengths.
  const many = Array.from({ length: 12_000 }, (_, i) => (i % 1000 === 0 ? REPLIES.at(-2) : REPLIES[i % 9]));
  const kinds = [many.map(String), many.map((reply) => Buffer.from(reply)), many];
  const contexts = many.map((_, i) => (i % 2 === 0 ? null : { provider: 'gmail' }));
  for (const replies of kinds) {
    const expected = [...classifyBatch(replies, contexts, { threads: 1 })];
    assert.deepEqual(expected[11_001], classify(replies[11_001], contexts[11_001]));
    for (const options of [undefined, null, {}, { threads: 0 }, { threads: 2 }, { threads: 7 }, { threads: 1e6 }]) {
      assert.deepEqual([...classifyBatch(replies, contexts, options)], expected);
    }
    assert.deepEqual([...new Classifier().classifyBatch(replies, contexts, { threads: 3 })], expected);
  }
});

test('columns are numbers that dictionaries name', () => {
  const columns = classifyBatch(REPLIES);
  const { dictionaries } = columns;
  const singles = REPLIES.map(one());
  for (const field of ['severity', 'category', 'bounce', 'side', 'action', 'provider', 'blocklist']) {
    const named = Array.from(columns[field], (number) => dictionaries[field][number] || null);
    assert.deepEqual(named, singles.map((v) => v[field]), field);
  }
  assert.deepEqual(Array.from(columns.evidenceId, (n) => dictionaries.evidenceId[n]), singles.map((v) => v.evidence.id));
  assert.deepEqual(Array.from(columns.evidenceKind, (n) => dictionaries.evidenceKind[n]), singles.map((v) => v.evidence.kind));
  assert.equal(columns.enhancedCode[0], 5_001_001);
  assert.equal(columns.enhancedCode[1], 0);
  assert.equal(columns.replyCode[0], 550);
  assert.equal(columns.retryAfter[0], -1);
  assert.equal(columns.retryAfter[2], 300);
  assert.equal(columns.conflict[0], 0);
  assert.ok(Object.isFrozen(columns) && Object.isFrozen(dictionaries.category));
});

test('dictionaries know what columns hold, and are made anew only when they grow', () => {
  const first = classifyBatch(['550 5.1.1 Sorry']).dictionaries;
  assert.equal(classifyBatch(['550 5.1.1 Sorry']).dictionaries, first);
  // A code that nothing in this file has met.
  const columns = classifyBatch(['550 5.1.3 Sorry']);
  assert.equal(columns.dictionaries.evidenceId[columns.evidenceId[0]], '5.1.3');
  assert.notEqual(columns.dictionaries, first);
});

test('any iterable will do, an empty one as well', () => {
  assert.equal(classifyBatch([]).length, 0);
  assert.deepEqual([...classifyBatch([])], []);
  assert.equal(classifyBatch(new Set(['550', '421'])).length, 2);
  function* two() {
    yield '550 5.1.1 Sorry';
    yield Buffer.from('421 4.3.2 Shutting down');
  }
  assert.deepEqual([...classifyBatch(two())], Array.from(two(), one()));
});

test('one context for all, or one for each', () => {
  const replies = ['421 4.2.1 slow down', '550 5.1.1 Sorry', Buffer.from('421 4.2.1 slow down')];
  const gmail = { provider: 'gmail' };
  assert.deepEqual([...classifyBatch(replies, gmail)], replies.map(one(gmail)));
  const each = [gmail, null, { remoteHost: 'mx.example.org', command: 'rcpt' }];
  assert.deepEqual([...classifyBatch(replies, each)], replies.map((reply, i) => classify(reply, each[i])));
  const many = Array.from({ length: 9_000 }, (_, i) => replies[i % 3]);
  const columns = classifyBatch(many, many.map((_, i) => each[i % 3]));
  assert.deepEqual([...columns].slice(-3), replies.map((reply, i) => classify(reply, each[i])));
});

test('bad arguments are TypeErrors', () => {
  const refused = [
    [[undefined], /replies to be an iterable/],
    [['550 5.1.1'], /replies to be an iterable/],
    [[Buffer.from('550')], /replies to be an iterable/],
    [[['550', 5]], /replies\[1\] to be a string or a Uint8Array, found number 5/],
    [[['550', , '421']], /replies\[1\] to be a string or a Uint8Array, found undefined$/],
    [[['550'], [{}, {}]], /as many contexts as replies, 1, found 2/],
    [[['550'], { provider: 'nobody' }], /^context\.provider: expected the id of a provider/],
    [[['550', '421', '450'], [{}, null, { provider: 'nobody' }]], /^contexts\[2\]\.provider: expected the id of a provider/],
    [[['550', '421'], [{ provider: 'gmail' }, { sendingIp: 'x' }]], /^contexts\[1\]\.sendingIp: expected an IP address/],
    [[['550', '421'], [{}, { provider: 5 }]], /expected contexts\[1\]\.provider to be a string, found number 5/],
    [[['550', '421'], [{}, 'gmail']], /expected contexts\[1\] to be an object/],
    [[['550', '421'], [{}, { remote_host: 'x' }]], /unknown contexts\[1\]\.remote_host; did you mean remoteHost\?/],
    [[['550'], null, { thread: 1 }], /unknown options\.thread; did you mean threads\?/],
    [[['550'], 5], /context to be an object/],
    [[['550'], null, 4], /expected options to be an object, found number 4/],
    [[['550'], null, { threads: -1 }], /options\.threads to be a whole number from 0, found number -1/],
    [[['550'], null, { threads: 1.5 }], /options\.threads/],
    [[['550'], null, { threads: '2' }], /options\.threads/],
  ];
  for (const [args, message] of refused) {
    assert.throws(() => classifyBatch(...args), (error) => error instanceof TypeError && message.test(error.message));
  }
});
