'use strict';

const assert = require('node:assert/strict');
const { once } = require('node:events');
const { PassThrough, Readable, Writable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { test } = require('node:test');

const { Classifier, classify, classifyLines, classifyStream } = require('..');

const collect = async (source) => {
  const all = [];
  for await (const item of source) all.push(item);
  return all;
};

/** A text in pieces of so many bytes. */
const pieces = (text, size) => {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
};

const LINES = '550 5.1.1 Sorry\r\n\n452 4.2.2 böte 😀\n421 4.3.2 Shutting down';
const EXPECTED = ['550 5.1.1 Sorry', '452 4.2.2 böte 😀', '421 4.3.2 Shutting down'].map((reply) => ({
  reply,
  verdict: classify(reply),
}));

test('lines come out with their verdicts, however the text is cut', async () => {
  for (const size of [1, 2, 3, 7, 1000]) {
    assert.deepEqual(await collect(classifyLines(pieces(LINES, size))), EXPECTED);
    assert.deepEqual(await collect(Readable.from(pieces(LINES, size)).pipe(classifyStream())), EXPECTED);
  }
  assert.deepEqual(await collect(classifyLines(['550 5.1.1 Sorry\n', '452 4.2.2 böte 😀\n421 4.3.2 ', 'Shutting down'])), EXPECTED);
  // A character may be in two strings, one half in each.
  const units = Array.from({ length: LINES.length }, (_, i) => LINES[i]);
  assert.deepEqual(await collect(classifyLines(units)), EXPECTED);
  assert.deepEqual(await collect(Readable.from(units, { objectMode: true }).pipe(classifyStream())), EXPECTED);
  const halves = await collect(classifyLines(['550 a\ud83d', Buffer.from('b\n'), '\ude00 c\ud83d']));
  assert.deepEqual(halves.map(({ reply }) => reply), ['550 a\ufffdb', '\ufffd c\ufffd']);
  assert.deepEqual(await collect(classifyLines([])), []);
});

/** What `smtpcodes classify` makes of the same lines. */
const JOINED = [
  ['550-a\n550-b\n550 c\n550 d', ['550-a\n550-b\n550 c', '550 d']],
  ['550-a\r\n550 b\r\n551 c', ['550-a\n550 b', '551 c']],
  ['550-a\n551 b', ['550-a', '551 b']],
  ['550-a\nb', ['550-a', 'b']],
  ['550-a\n550', ['550-a\n550']],
  ['550 a\n550-b\n550 c', ['550 a', '550-b\n550 c']],
  ['a\nb', ['a', 'b']],
  ['550 a\n  folded\n\tagain\nb', ['550 a\n  folded\n\tagain', 'b']],
  ['550-a\n folded\n550 b', ['550-a\n folded\n550 b']],
  ['550-a\n\n550 b', ['550-a', '550 b']],
  ['\n \n  a\n', ['a']],
  ['5501234 a\n550-b', ['5501234 a', '550-b']],
  ['650-a\n650 b', ['650-a', '650 b']],
  ['\ufeff550-a\n550 b', ['550-a\n550 b']],
  ['\ufeff', []],
  ['', []],
];

test('continuation lines and folded lines belong together, however the text is cut', async () => {
  for (const [text, replies] of JOINED) {
    for (const size of [1, 2, 5, 1000]) {
      const expected = replies.map((reply) => ({ reply, verdict: classify(reply) }));
      assert.deepEqual(await collect(classifyLines(pieces(text, size))), expected, JSON.stringify(text));
      assert.deepEqual(await collect(Readable.from(pieces(text, size)).pipe(classifyStream())), expected, JSON.stringify(text));
    }
  }
  const google = '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Please check the address.';
  assert.deepEqual((await collect(classifyLines([google]))).map(({ verdict }) => verdict), [classify(google)]);
  // Of NDJSON each line is an object, and the mark is no part of the first.
  const [item] = await collect(classifyLines(['\ufeff{"reply":"550 5.1.1 Sorry"}\n'], { input: 'ndjson' }));
  assert.equal(item.verdict.category, 'user_unknown');
});

test('in a silence, the last reply is given that is complete', async () => {
  const stream = classifyStream();
  stream.write('550-5.1.1 a\n550 5.1.1 b\n');
  const [item] = await once(stream, 'data');
  assert.equal(item.reply, '550-5.1.1 a\n550 5.1.1 b');
  stream.write('421 Sorry\n');
  stream.destroy();

  const source = new PassThrough();
  const lines = classifyLines(source);
  source.write('550 5.1.1 Sorry\n452 4.2.2 Full\n');
  assert.equal((await lines.next()).value.reply, '550 5.1.1 Sorry');
  assert.equal((await lines.next()).value.reply, '452 4.2.2 Full');
  // Whoever has seen enough need not wait for a chunk that may never come.
  assert.deepEqual(await lines.return(), { done: true, value: undefined });
  assert.ok(source.destroyed);
});

test('own rules and what is known count', async () => {
  const classifier = new Classifier({
    rules: 'rules: [{ id: night-shift, match: ["held for the night shift"], category: policy_rejected, examples: ["550 held for the night shift"] }]',
  });
  const text = '550 Held for the night shift\n421 4.2.1 Sorry\n';
  const options = { classifier, provider: 'gmail' };
  const expected = text.trim().split('\n').map((reply) => ({ reply, verdict: classifier.classify(reply, { provider: 'gmail' }) }));
  assert.equal(expected[0].verdict.evidence.id, 'night-shift');
  assert.deepEqual(await collect(classifyLines([text], options)), expected);
  assert.deepEqual(await collect(Readable.from([text]).pipe(classifyStream(options))), expected);
  const items = [{ reply: '421 4.2.1 Sorry', provider: 'outlook' }, { reply: '421 4.2.1 Sorry' }];
  const found = await collect(classifyLines([items.map((item) => JSON.stringify(item)).join('\n')], { ...options, input: 'ndjson' }));
  assert.deepEqual(found.map(({ verdict }) => verdict.provider), ['outlook', 'gmail'], 'what an item says of itself counts most');
});

test('objects pass through, and bad lines say what is wrong', async () => {
  const good = { id: 7, reply: '421 4.2.1 Sorry', provider: 'gmail', error: 'a field of theirs' };
  const unknown = { reply: '421 4.2.1 Sorry', provider: 'nobody', sending_ip: 'x', command: 5, remote_host: null };
  const lines = [JSON.stringify(good), '{', '[]', '{"reply": 5}', 'null', JSON.stringify(unknown)];
  const found = await collect(classifyLines([lines.join('\n')], { input: 'ndjson' }));
  assert.deepEqual(found[0], { ...good, verdict: classify(good.reply, { provider: 'gmail' }) });
  assert.deepEqual(found[5], { ...unknown, verdict: classify(unknown.reply) });
  for (const bad of found.slice(1, 5)) assert.ok(bad.verdict === null && typeof bad.error === 'string' && lines.includes(bad.line));
});

test('objects are read as the program reads them', async () => {
  const known = [
    { command: 'MAIL FROM' },
    { command: 'MAIL' },
    { provider: 'Gmail' },
    { remote_host: 'mx.google.com[192.0.2.1]:25' },
    { sending_ip: ' 192.0.2.1 ' },
  ];
  const lines = known.map((one) => JSON.stringify({ reply: '550 5.1.1 192.0.2.1 Sorry', ...one })).join('\n');
  const found = await collect(classifyLines([lines], { input: 'ndjson' }));
  const as = (context) => classify('550 5.1.1 192.0.2.1 Sorry', context);
  const expected = [{ command: 'mail' }, { command: 'mail' }, { provider: 'gmail' }, { provider: 'gmail' }, { sendingIp: '192.0.2.1' }];
  assert.deepEqual(found.map(({ verdict }) => verdict), expected.map(as));
  assert.equal(found[0].verdict.bounce, 'soft', 'nobody called the recipient unknown');
});

test('a slow reader holds the writer back', async () => {
  const stream = classifyStream();
  const chunk = '550 5.1.1 Sorry\n'.repeat(100);
  let written = 0;
  while (stream.write(chunk)) written += 1;
  assert.ok(written < 100, 'the buffers are bounded');
  const drained = once(stream, 'drain');
  let read = 0;
  stream.on('data', () => {
    read += 1;
  });
  await drained;
  stream.end();
  await once(stream, 'end');
  assert.equal(read, (written + 1) * 100);
});

test('pipelines end and fail as they should', async () => {
  let count = 0;
  const sink = new Writable({ objectMode: true, write: (_item, _encoding, done) => ((count += 1), done()) });
  await pipeline(pieces(LINES, 5), classifyStream(), sink);
  assert.equal(count, EXPECTED.length);
  const failing = async function* () {
    yield '550\n';
    throw new Error('disk');
  };
  await assert.rejects(collect(classifyLines(failing())), /disk/);
});

test('a text without line ends takes bounded room', async () => {
  const [item] = await collect(classifyLines(Array.from({ length: 40 }, () => 'x'.repeat(100_000))));
  assert.equal(item.reply.length, 1024 * 1024);
  // So does one in a single chunk, and a reply of very many lines.
  const long = 'x'.repeat(3 * 1024 * 1024);
  const found = await collect(classifyLines([`${long}\nb\n\ufeff${long}`]));
  assert.deepEqual(found.map(({ reply }) => Buffer.byteLength(reply)), [1024 * 1024, 1, 1024 * 1024]);
  const [joined, ...more] = await collect(classifyLines([`550-${'x'.repeat(1000)}\n`.repeat(3000)]));
  assert.ok(joined.reply.length > 1_000_000 && joined.reply.length <= 1024 * 1024 && more.length === 0);
});

test('bad arguments are TypeErrors', async () => {
  assert.throws(() => classifyStream({ input: 'xml' }), /options\.input to be 'lines' or 'ndjson', found the string "xml"/);
  assert.throws(() => classifyStream({ inputs: 'ndjson' }), /^TypeError: unknown options\.inputs; did you mean input\?$/);
  assert.throws(() => classifyStream({ provider: 'nobody' }), /^TypeError: options\.provider: expected the id of a provider/);
  assert.throws(() => classifyStream('ndjson'), /^TypeError: expected options to be an object/);
  for (const none of [undefined, null, {}, { input: undefined, classifier: undefined, provider: undefined }]) {
    assert.deepEqual(await collect(classifyLines([LINES], none)), EXPECTED);
    assert.deepEqual(await collect(Readable.from([LINES]).pipe(classifyStream(none))), EXPECTED);
  }
  await assert.rejects(collect(classifyLines([], { input: 'toString' })), TypeError);
  await assert.rejects(collect(classifyLines(5)), TypeError);
  await assert.rejects(collect(classifyLines([5])), TypeError);
});
