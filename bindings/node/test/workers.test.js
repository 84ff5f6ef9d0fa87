'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');

const { classifyBatch, classify, ruleIds, rule } = require('..');

/** Each thread meets the rules in an order of its own, so that numbers that were shared would show. */
const replies = (turn) => {
  const all = ruleIds().map((id) => rule(id).example);
  return [...all.slice(turn * 37), ...all.slice(0, turn * 37)];
};

if (isMainThread) {
  test('worker threads give the same verdicts', async () => {
    const run = (turn) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(__filename, { workerData: turn });
        let verdicts;
        worker.once('message', (message) => {
          verdicts = message;
        });
        worker.once('error', reject);
        worker.once('exit', (code) => (code === 0 ? resolve(verdicts) : reject(new Error(`exit ${code}`))));
      });
    const turns = [1, 2, 3, 4];
    for (const [i, verdicts] of (await Promise.all(turns.map(run))).entries()) {
      assert.deepEqual(verdicts, replies(turns[i]).map((reply) => classify(reply)));
    }
  });
} else {
  parentPort.postMessage([...classifyBatch(replies(workerData))]);
}
