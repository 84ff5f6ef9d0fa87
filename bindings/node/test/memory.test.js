'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const { Classifier, classify, classifyBatch, fromError, fromEvent } = require('..');

// Ten million in continuous integration: two bytes a call would show.
const CALLS = Number(process.env.SMTPCODES_MEMORY_CALLS ?? 200_000);
const ALLOWED = 4 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

const used = () => {
  gc();
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed + external + arrayBuffers, rss };
};

const REPLIES = ['550 5.1.1 Sorry', Buffer.from('421 4.3.2 Shutting down'), '452 4.2.2 😀', '554 5.7.1 blocked using zen.spamhaus.org'];

function round(calls, classifier) {
  for (let i = 0; i < calls; i += 1) {
    const context = i % 8 === 0 ? { provider: 'gmail', sendingIp: '192.0.2.1' } : undefined;
    (i % 3 === 0 ? classifier.classify(REPLIES[i % 4], context) : classify(REPLIES[i % 4], context));
    if (i % 100 === 0) {
      fromError({ response: `550 5.1.1 Sorry ${i}`, rejected: ['a@example.org'] });
      fromEvent('postmark', { RecordType: 'Bounce', Type: 'HardBounce', Details: `550 5.1.1 Sorry ${i}` });
    }
  }
  const batch = Array.from({ length: 1000 }, (_, i) => REPLIES[i % 4]);
  for (let i = 0; i < calls / 10_000; i += 1) classifyBatch(batch);
}

test(`memory is flat over ${CALLS} calls`, () => {
  const classifier = new Classifier();
  // The first rounds fill caches and compile.
  round(CALLS / 10, classifier);
  round(CALLS / 10, classifier);
  const before = used();
  round(CALLS, classifier);
  const after = used();
  const grown = { heap: after.heap - before.heap, rss: after.rss - before.rss };
  assert.ok(grown.heap < ALLOWED, `the heap grew by ${grown.heap} bytes`);
  // The process keeps some pages that the collector has freed.
  assert.ok(grown.rss < 4 * ALLOWED, `the process grew by ${grown.rss} bytes`);
});
