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
  await assert.rejects(classifier.replace(bad, 'own.yaml'), right);
  assert.equal(classifier.classify(OURS).evidence.id, 'our-gateway', 'the rules of before hold');
  for (const broken of ['rules: [', '\0', '- - -', 'rules: 5']) assert.throws(() => new Classifier({ rules: broken }), RulesError);
});

test('rules are replaced while replies are classified', async () => {
  const classifier = new Classifier({ rules: rules('first', 'policy_rejected') });
  const expected = { first: 'policy_rejected', second: 'spam_rejected' };
  for (const [id, category] of Object.entries({ second: 'spam_rejected', first: 'policy_rejected' })) {
    let done = false;
    const replaced = classifier.replace(rules(id, category)).then(() => {
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
    await replaced;
    assert.ok(calls > 0);
    assert.equal(classifier.classify(OURS).evidence.id, id);
  }
});

test('of calls that overlap, the last one counts', async () => {
  // So many spellings take far longer to compile than what is asked for after them.
  const words = (letter) => Array.from({ length: 70 }, (_, i) => `${letter}${i}`).join('|');
  const slow = (i) => `
  - id: slow-${i}
    match: ["(${words(`x${i}y`)}) (${words(`z${i}y`)})"]
    category: spam_rejected
    examples: ["550 x${i}y1 z${i}y1"]`;
  const many = `rules:${Array.from({ length: 20 }, (_, i) => slow(i)).join('')}\n`;
  const classifier = new Classifier();
  await Promise.all([classifier.replace(many), classifier.replace(rules('fast', 'policy_rejected'))]);
  assert.equal(classifier.classify(OURS).evidence.id, 'fast');
  assert.notEqual(classifier.classify('550 x7y1 z7y1').evidence.id, 'slow-7');
  // Mistakes replace nothing, and so do not count.
  const [, failed] = await Promise.allSettled([classifier.replace(rules('next', 'policy_rejected')), classifier.replace('rules: 5')]);
  assert.ok(failed.reason instanceof RulesError);
  assert.equal(classifier.classify(OURS).evidence.id, 'next');
});

test('the name of a file is told from rules', async () => {
  const hint = /rules are given as YAML text: read the file first$/;
  for (const name of ['/path/own.yaml', 'C:\\own.yaml', 'own.yaml']) {
    assert.throws(() => new Classifier({ rules: name }), (error) => error instanceof RulesError && hint.test(error.message));
    await assert.rejects(new Classifier().replace(name), hint);
  }
  assert.throws(() => new Classifier({ rules: 'rules: 5' }), (error) => !hint.test(error.message));
});

test('bad arguments are TypeErrors', async () => {
  assert.throws(() => new Classifier({ rule: '' }), /^TypeError: unknown options\.rule; did you mean rules\?$/);
  assert.throws(() => new Classifier(5), TypeError);
  assert.throws(() => new Classifier(null), /expected options to be an object, found null/);
  assert.throws(() => new Classifier({ rules: 5 }), /expected options\.rules to be a string, found number 5/);
  assert.throws(() => new Classifier({ rules: '', file: 5 }), /expected options\.file to be a string/);
  assert.throws(() => new Classifier().classify(5), TypeError);
  assert.throws(() => new Classifier().classifyBatch(5), TypeError);
  await assert.rejects(new Classifier().replace(5), TypeError);
});
