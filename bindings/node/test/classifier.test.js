'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');

const { Classifier, RulesError, classify, classifyBatch } = require('..');

const rules = (id, category) => `
rules:
  - id: ${id}
    match: ["held for the night shift"]
    category: ${category}
    examples: ["550 held for the night shift"]
`;

const OURS = '550 Held for the night shift.';

test('without rules it is the built-in one', () => {
  const classifier = new Classifier();
  for (const reply of [OURS, '550 5.1.1 Sorry', Buffer.from('421 x')]) {
    assert.deepEqual(classifier.classify(reply), classify(reply));
  }
  assert.deepEqual([...classifier.classifyBatch([OURS])], [...classifyBatch([OURS])]);
});

test('own rules come first, and the built-in ones after', () => {
  const classifier = new Classifier({ rules: rules('our-gateway', 'policy_rejected') });
  const verdict = classifier.classify(OURS);
  assert.equal(verdict.category, 'policy_rejected');
  assert.equal(verdict.evidence.id, 'our-gateway');
  assert.equal(OURS.slice(verdict.evidence.start, verdict.evidence.end), 'Held for the night shift');
  assert.deepEqual(classifier.classify(Buffer.from(OURS)), verdict);
  assert.deepEqual([...classifier.classifyBatch([OURS, Buffer.from(OURS), '550 5.1.1 Sorry'])], [verdict, verdict, classify('550 5.1.1 Sorry')]);
  assert.equal(classifier.classify('421 4.2.1 slow down', { provider: 'gmail' }).provider, 'gmail');
  assert.notEqual(classify(OURS).category, 'policy_rejected');
});

test('mistakes in rules have line and column', async () => {
  const bad = 'rules:\n  - id: x\n    category: nonsense\n';
  const right = (error) => {
    assert.ok(error instanceof RulesError && error instanceof Error);
    assert.equal(error.code, 'ERR_SMTPCODES_RULES');
    assert.equal(error.file, 'own.yaml');
    assert.match(error.message, /^own\.yaml:\d+:\d+: /m);
    assert.ok(error.mistakes.some(({ line, column, message }) => line === 3 && column === 15 && /nonsense/.test(message)));
    return true;
  };
  assert.throws(() => new Classifier({ rules: bad, file: 'own.yaml' }), right);
  const classifier = new Classifier({ rules: rules('our-gateway', 'policy_rejected') });
  await assert.rejects(classifier.setRules(bad, 'own.yaml'), right);
  assert.equal(classifier.classify(OURS).evidence.id, 'our-gateway', 'the rules of before hold');
  for (const broken of ['rules: [', '\0', '- - -', 'rules: 5']) assert.throws(() => new Classifier({ rules: broken }), RulesError);
});

test('rules are replaced while replies are classified', async () => {
  const classifier = new Classifier({ rules: rules('first', 'policy_rejected') });
  const expected = { first: 'policy_rejected', second: 'spam_rejected' };
  for (const [id, category] of Object.entries({ second: 'spam_rejected', first: 'policy_rejected' })) {
    let done = false;
    const swap = classifier.setRules(rules(id, category)).then(() => {
      done = true;
    });
    let calls = 0;
    while (!done) {
      for (let i = 0; i < 1000; i += 1) {
        const { category: found, evidence } = classifier.classify(OURS);
        assert.equal(found, expected[evidence.id], 'a verdict is of the old rules or of the new, never of both');
      }
      calls += 1000;
      await new Promise(setImmediate);
    }
    await swap;
    assert.ok(calls > 0);
    assert.equal(classifier.classify(OURS).evidence.id, id);
  }
});

test('bad arguments are TypeErrors', async () => {
  assert.throws(() => new Classifier(null), /expected options to be an object, found null/);
  assert.throws(() => new Classifier({ rules: 5 }), /expected options\.rules to be a string, found number 5/);
  assert.throws(() => new Classifier({ rules: '', file: 5 }), /expected options\.file to be a string/);
  assert.throws(() => new Classifier().classify(5), TypeError);
  assert.throws(() => new Classifier().classifyBatch(5), TypeError);
  await assert.rejects(new Classifier().setRules(5), TypeError);
});
