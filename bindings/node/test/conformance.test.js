'use strict';

const assert = require('node:assert/strict');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const { Classifier, classify, classifyBatch } = require('..');

// What every language runs. A field of the contract is snake_case there, and camelCase here.
const CASES = path.join(__dirname, '..', '..', '..', 'crates', 'conformance', 'cases.json');

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const renamed = (object) =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [camel(name), name === 'evidence' ? renamed(value) : value]),
  );

test('verdicts are those of the conformance cases', () => {
  assert.ok(existsSync(CASES), 'run `cargo xtask codegen`');
  const cases = JSON.parse(readFileSync(CASES, 'utf8'));
  assert.ok(cases.length > 0);
  const classifier = new Classifier();
  const replies = cases.map(({ reply }) => Buffer.from(reply));
  const contexts = cases.map(({ context }) => renamed(context ?? {}));
  const columns = classifyBatch(replies, contexts);
  const texts = cases.map(({ reply }) => reply);
  const batches = [classifyBatch(texts, contexts), classifier.classifyBatch(texts, contexts)];
  cases.forEach(({ id, verdict }, i) => {
    // The contract counts bytes, as Buffers do.
    const expected = renamed(verdict);
    assert.deepEqual(classify(replies[i], contexts[i]), expected, id);
    assert.deepEqual(classifier.classify(replies[i], contexts[i]), expected, id);
    assert.deepEqual(columns.at(i), expected, id);
    const ofText = classify(texts[i], contexts[i]);
    for (const batch of batches) assert.deepEqual(batch.at(i), ofText, id);
    const { evidence, ...rest } = ofText;
    const { evidence: inBytes, ...others } = expected;
    assert.deepEqual(rest, others, id);
    assert.equal(
      texts[i].slice(evidence.start, evidence.end),
      replies[i].subarray(inBytes.start, inBytes.end).toString(),
      id,
    );
  });
});
