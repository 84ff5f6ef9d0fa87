'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');

const { classify, isFailure, isRetryable, shouldSuppress } = require('..');

test('what follows from a verdict', () => {
  const answers = (reply) => [isFailure, shouldSuppress, isRetryable].map((ask) => ask(classify(reply)));
  assert.deepEqual(answers('250 2.0.0 Ok'), [false, false, false]);
  assert.deepEqual(answers('550 5.1.1 Sorry'), [true, true, false]);
  assert.deepEqual(answers('550 Sorry'), [true, false, false]);
  assert.deepEqual(answers('421 4.3.2 Shutting down'), [true, false, true]);
  assert.deepEqual(answers('552 5.3.4 Message too big'), [true, false, false]);
  assert.deepEqual(answers('354 Go ahead'), [false, false, false]);
  const verdicts = ['550 5.1.1 Sorry', '250 Ok', '452 4.2.2 Mailbox full'].map((reply) => classify(reply));
  assert.deepEqual(verdicts.filter(shouldSuppress), verdicts.slice(0, 1));
  assert.deepEqual(verdicts.filter(isRetryable), verdicts.slice(2));
});

test('bad arguments are TypeErrors', () => {
  const verdict = classify('550');
  const refused = [
    [undefined, /expected verdict to be an object, found undefined$/],
    ['550', /expected verdict to be an object/],
    [{}, /expected verdict\.severity to be a string, found undefined$/],
    [{ ...verdict, action: 'suppres' }, /^verdict\.action: expected the id of an action, found "suppres"$/],
  ];
  for (const [wrong, message] of refused) {
    assert.throws(() => isRetryable(wrong), (error) => error instanceof TypeError && message.test(error.message));
  }
});
