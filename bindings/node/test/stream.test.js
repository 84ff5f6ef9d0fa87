'use strict';

const assert = require('node:assert/strict');
const { once } = require('node:events');
const { Readable, Writable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { test } = require('node:test');

const { classify, classifyLines, classifyStream } = require('..');

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
  assert.deepEqual(await collect(classifyLines([])), []);
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
});

test('bad arguments are TypeErrors', async () => {
  assert.throws(() => classifyStream({ input: 'xml' }), /options\.input to be 'lines' or 'ndjson', found the string "xml"/);
  await assert.rejects(collect(classifyLines([], { input: 'toString' })), TypeError);
  await assert.rejects(collect(classifyLines([5])), TypeError);
});
