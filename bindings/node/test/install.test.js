'use strict';

// From an empty project: the tarballs of `npm pack`, and nothing else.

const assert = require('node:assert/strict');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');

// What is installed is to be tested, not what the environment puts in its place.
delete process.env.NAPI_RS_NATIVE_LIBRARY_PATH;

const root = path.join(__dirname, '..');
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'smtpcodes-'));
const project = path.join(temporary, 'project');
after(() => fs.rmSync(temporary, { recursive: true, force: true }));

const addon = fs.readdirSync(root).find((file) => file.endsWith('.node'));
const platform = addon?.split('.')[1];

const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const node = (args, cwd = project) => execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });

/** Packs a folder; gives the tarball's path. */
function pack(folder) {
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', temporary], folder));
  return path.join(temporary, filename);
}

const PROGRAM = `#!/bin/sh
echo "program: $*"
exit 2
`;

before(() => {
  assert.ok(addon, 'run `npm run build`');
  const own = path.join(temporary, platform);
  fs.cpSync(path.join(root, 'npm', platform), own, { recursive: true });
  fs.copyFileSync(path.join(root, addon), path.join(own, addon));
  // A stand-in for the program, which another build makes.
  fs.mkdirSync(path.join(own, 'bin'), { recursive: true });
  fs.writeFileSync(path.join(own, 'bin', 'smtpcodes'), PROGRAM, { mode: 0o755 });
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'project', private: true }));
  npm(['install', '--offline', '--no-audit', '--no-fund', pack(root), pack(own)], project);
});

test('the tarball holds what is needed and nothing else', () => {
  const installed = path.join(project, 'node_modules', 'smtpcodes');
  const files = fs.readdirSync(installed).sort();
  assert.deepEqual(files, [
    'README.md', 'bin', 'binding.d.ts', 'binding.js', 'codes.d.mts', 'codes.d.ts', 'codes.js', 'codes.mjs',
    'index.d.mts', 'index.d.ts', 'index.js', 'index.mjs', 'lib', 'package.json', 'tables.d.ts',
  ]);
});

test('require and import both work', () => {
  const check = 'console.log(classify("550 5.1.1 Sorry").category, Object.keys(categories).length > 10)';
  const common = `const { classify } = require('smtpcodes'); const { categories } = require('smtpcodes/codes'); ${check}`;
  const asModule = `import { classify } from 'smtpcodes'; import { categories } from 'smtpcodes/codes'; ${check}`;
  fs.writeFileSync(path.join(project, 'a.cjs'), common);
  fs.writeFileSync(path.join(project, 'b.mjs'), asModule);
  for (const file of ['a.cjs', 'b.mjs']) assert.equal(node([file]), 'user_unknown true\n');
});

test('the types compile in a strict project', () => {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  const [, example] = /```js\n([^]*?)```/.exec(readme);
  fs.writeFileSync(path.join(project, 'c.mts'), example.replace(/const (.*) = require\((.*)\)/, 'import $1 from $2'));
  fs.mkdirSync(path.join(project, 'node_modules', '@types'), { recursive: true });
  for (const types of ['@types/node', 'undici-types']) {
    fs.cpSync(path.join(root, 'node_modules', types), path.join(project, 'node_modules', types), { recursive: true });
  }
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--strict', '--isolatedModules', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, 'c.mts'], { cwd: project, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});

test('the program runs, with its arguments and its exit code', { skip: process.platform === 'win32' }, () => {
  const bin = path.join(project, 'node_modules', '.bin', 'smtpcodes');
  const { status, stdout } = spawnSync(bin, ['explain', '550'], { cwd: project, encoding: 'utf8' });
  assert.deepEqual([status, stdout], [2, 'program: explain 550\n']);
});

test('without a program for this platform the command says so', { skip: process.platform === 'win32' }, () => {
  fs.rmSync(path.join(project, 'node_modules', `smtpcodes-${platform}`, 'bin'), { recursive: true });
  const bin = path.join(project, 'node_modules', '.bin', 'smtpcodes');
  const { status, stderr } = spawnSync(bin, ['explain', '550'], { cwd: project, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^smtpcodes: no program for /);
});

test('without the platform’s package the error names it', () => {
  fs.rmSync(path.join(project, 'node_modules', `smtpcodes-${platform}`), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, ['a.cjs'], { cwd: project, encoding: 'utf8' });
  assert.notEqual(status, 0);
  assert.match(stderr, /Cannot find native binding/);
  // The tables need none.
  assert.equal(node(['-p', "require('smtpcodes/codes').categories.unknown.id"]), 'unknown\n');
});
