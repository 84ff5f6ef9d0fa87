'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const root = path.join(__dirname, '..');
const declared = (file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  return new Set(Array.from(text.matchAll(/^export (?:declare )?(?:function|class|const) (\w+)/gm), ([, name]) => name));
};

test('what is declared is what is there, to both kinds of modules', async () => {
  for (const [name, file] of [['smtpcodes', 'index'], ['smtpcodes/codes', 'codes']]) {
    const common = require(name);
    const { default: _, 'module.exports': __, ...named } = await import(name);
    const names = declared(`${file}.d.ts`);
    assert.ok(names.size > 10);
    assert.deepEqual(new Set(Object.keys(common)), names, name);
    assert.deepEqual(new Set(Object.keys(named)), names, name);
  }
});

test('both kinds of modules share one addon', async () => {
  const common = require('smtpcodes');
  const asModule = await import('smtpcodes');
  for (const name of Object.keys(common)) assert.equal(asModule[name], common[name], name);
});

test('where the addon cannot be, bundlers are told so', () => {
  const { exports } = require('../package.json');
  for (const condition of ['browser', 'workerd']) {
    assert.equal(exports['.'][condition], null);
    assert.equal(exports['./codes'][condition], undefined);
  }
});

test('packages of platforms go with this version', () => {
  const main = require('../package.json');
  const { version } = main;
  for (const triple of main.napi.targets) {
    const arch = triple.startsWith('x86_64') ? 'x64' : 'arm64';
    const platform = /linux|darwin|windows/.exec(triple)[0].replace('windows', 'win32');
    const abi = /gnu|musl|msvc/.exec(triple)?.[0];
    const folder = [platform, arch, abi].filter(Boolean).join('-');
    const own = require(`../npm/${folder}/package.json`);
    assert.deepEqual([own.name, own.version, own.cpu, own.os], [`smtpcodes-${folder}`, version, [arch], [platform]]);
    assert.deepEqual(own.engines, main.engines);
    for (const script of ['preinstall', 'install', 'postinstall']) assert.equal(own.scripts?.[script] ?? main.scripts[script], undefined);
  }
});
