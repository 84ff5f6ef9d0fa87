'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { runInNewContext } = require('node:vm');

const smtpcodes = require('..');

const readme = readFileSync(path.join(__dirname, '..', 'README.md'), 'utf8');
const examples = Array.from(readme.matchAll(/```js\n([^]*?)```/g), ([, code]) => code);

/** What a line's comment shows must be what its expression gives: `expression; // value: remark`. */
const CLAIM = /^(\w[\w.[\]]*); +\/\/ +('[^']*'|\{.*\}|true|false|\d+).*$/gm;

test('the values in the examples are what the code gives', () => {
  let claims = 0;
  for (const code of examples.filter((example) => !/await|hook_/.test(example))) {
    const checked = code.replace(CLAIM, (_, expression, value) => {
      claims += 1;
      return `same(${expression}, ${value});`;
    });
    const printed = [];
    const same = (found, shown) => assert.deepEqual(found, structuredClone(shown));
    const console = { log: (value) => printed.push(value) };
    runInNewContext(checked, { require: () => smtpcodes, same, console });
    const shown = /console\.log.*\/\/ (.*)$/m.exec(code);
    if (shown !== null) assert.equal(printed.join(', '), shown[1]);
  }
  assert.ok(claims >= 8, `${claims} claims were found`);
});

test('the nodemailer example runs', async () => {
  const example = examples.find((code) => code.includes('sendMail'));
  const noted = [];
  const note = (recipient, verdict) => noted.push([recipient, verdict.category]);
  const sendMail = async () => {
    throw Object.assign(new Error('x'), { response: '550 5.1.1 Sorry', recipient: 'a@example.org' });
  };
  const run = `(async () => { ${example} })()`;
  await runInNewContext(run, { require: () => smtpcodes, transport: { sendMail }, message: {}, note });
  assert.deepEqual(noted, [['a@example.org', 'user_unknown']]);
});

test('the Haraka example runs', () => {
  const example = examples.find((code) => code.includes('hook_bounce'));
  const exports = {};
  runInNewContext(example, { exports, require: () => smtpcodes });
  const told = [];
  const plugin = { loginfo: (line) => told.push(line) };
  const next = () => told.push('next');
  exports.hook_bounce.call(plugin, next, {}, { bounced_rcpt: [{ address: 'a@example.org', reason: '550 5.1.1 Sorry' }] });
  exports.hook_deferred.call(plugin, next, {}, { delay: 64, err: 'Upstream error: 450 4.2.0 try again in 5 minutes' });
  exports.hook_deferred.call(plugin, next, {}, { delay: 64, err: 'Tried all MXs' });
  assert.deepEqual(told, ['a@example.org: user_unknown', 'next', 'retry in 300 s', 'next', 'retry in 64 s', 'next']);
});

test('the example of lines runs', async () => {
  const example = examples.find((code) => code.includes('createReadStream'));
  const printed = [];
  const modules = { smtpcodes, 'node:fs': { createReadStream: () => ['550 5.1.1 Sorry\n421 Sorry\n'] } };
  const console = { log: (line) => printed.push(line) };
  await runInNewContext(`(async () => { ${example} })()`, { require: (name) => modules[name], console });
  assert.deepEqual(printed, ['550 5.1.1 Sorry']);
});
