'use strict';

// From an empty project: the tarballs of `npm pack`, and nothing else.

const assert = require('node:assert/strict');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');

const { addon, pack } = require('../scripts/pack.js');

// What is installed is to be tested, not what the environment puts in its place.
delete process.env.NAPI_RS_NATIVE_LIBRARY_PATH;

const root = path.join(__dirname, '..');
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'smtpcodes-'));
const project = path.join(temporary, 'project');
after(() => fs.rmSync(temporary, { recursive: true, force: true }));

const { platform } = addon();
const { version } = require('../package.json');
/** What ran the tests may have built the program in another place than a release does. */
const program = process.env.SMTPCODES_PROGRAM;

const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const node = (args, cwd = project) => execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });
const installed = (name, ...rest) => path.join(project, 'node_modules', name, ...rest);

before(() => {
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'project', private: true }));
  npm(['install', '--offline', '--no-audit', '--no-fund', ...pack(temporary, program)], project);
});

test('the tarballs hold what is needed and nothing else', () => {
  assert.deepEqual(fs.readdirSync(installed('smtpcodes')).sort(), [
    'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'bin', 'binding.d.ts', 'binding.js', 'codes.d.mts', 'codes.d.ts', 'codes.js', 'codes.mjs',
    'index.d.mts', 'index.d.ts', 'index.js', 'index.mjs', 'lib', 'package.json', 'tables.d.ts',
  ]);
  const own = `smtpcodes-${platform}`;
  assert.deepEqual(fs.readdirSync(installed(own)).sort(), [
    'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'bin', 'package.json', `smtpcodes.${platform}.node`,
  ]);
});

test('the package asks for those of all platforms, and runs nothing when it is installed', () => {
  const main = JSON.parse(fs.readFileSync(installed('smtpcodes', 'package.json'), 'utf8'));
  const platforms = fs.readdirSync(path.join(root, 'npm')).map((name) => [`smtpcodes-${name}`, version]);
  assert.deepEqual(main.optionalDependencies, Object.fromEntries(platforms));
  assert.deepEqual([main.scripts, main.dependencies], [undefined, undefined]);
});

test('require and import both work', () => {
  const check = 'console.log(classify("550 5.1.1 Sorry").category, Object.keys(categories).length > 10)';
  const common = `const { classify } = require('smtpcodes'); const { categories } = require('smtpcodes/codes'); ${check}`;
  const asModule = `import { classify } from 'smtpcodes'; import { categories } from 'smtpcodes/codes'; ${check}`;
  fs.writeFileSync(path.join(project, 'a.cjs'), common);
  fs.writeFileSync(path.join(project, 'b.mjs'), asModule);
  for (const file of ['a.cjs', 'b.mjs']) assert.equal(node([file]), 'user_unknown true\n');
});

/** What the examples of the README take from around them. */
const AROUND = `
type Hook = (this: { loginfo(line: string): void }, next: () => void, ...rest: any[]) => void;
declare const exports: Record<string, Hook>;
declare const message: object;
declare const transport: { sendMail(message: object): Promise<object> };
declare function note(recipient: string | null, verdict: import('smtpcodes').Verdict): void;
export {};
`;

test('the types compile in a strict project', () => {
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  const examples = Array.from(readme.matchAll(/```js\n([^]*?)```/g), ([, code]) => code);
  assert.ok(examples.length > 5);
  const files = examples.map((code, i) => {
    const file = `example-${i}.mts`;
    fs.writeFileSync(path.join(project, file), code.replaceAll(/const (.*) = require\((.*)\)/g, 'import $1 from $2') + AROUND);
    return file;
  });
  fs.mkdirSync(installed('@types'), { recursive: true });
  for (const types of ['@types/node', 'undici-types']) {
    fs.cpSync(path.join(root, 'node_modules', types), installed(types), { recursive: true });
  }
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--strict', '--isolatedModules', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, ...files], { cwd: project, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});

test('npx runs the program, with its arguments and its exit code', { skip: process.platform === 'win32' }, () => {
  assert.equal(npm(['exec', '--offline', '--', 'smtpcodes', '--version'], project).trim(), `smtpcodes ${version}`);
  const bin = installed('.bin', 'smtpcodes');
  const input = '550 5.1.1 Sorry\n';
  const classify = spawnSync(bin, ['classify', '--format', 'ndjson'], { cwd: project, encoding: 'utf8', input });
  assert.deepEqual([classify.status, JSON.parse(classify.stdout).verdict.category], [0, 'user_unknown']);
  assert.equal(spawnSync(bin, ['nonsense'], { cwd: project }).status, 2);
});

test('without a program for this platform the command says so', { skip: process.platform === 'win32' }, () => {
  fs.rmSync(installed(`smtpcodes-${platform}`, 'bin'), { recursive: true });
  const bin = installed('.bin', 'smtpcodes');
  const { status, stderr } = spawnSync(bin, ['explain', '550'], { cwd: project, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^smtpcodes: no program for /);
});

test('without the platform’s package the error names it', () => {
  fs.rmSync(installed(`smtpcodes-${platform}`), { recursive: true });
  for (const file of ['a.cjs', 'b.mjs']) {
    const { status, stderr } = spawnSync(process.execPath, [file], { cwd: project, encoding: 'utf8' });
    assert.notEqual(status, 0);
    assert.ok(stderr.includes(`Error: smtpcodes: the package smtpcodes-${platform} is not installed`), stderr);
    assert.ok(stderr.includes(`npm install smtpcodes-${platform}@${version}`), stderr);
    assert.match(stderr, /\[cause\]: Error: Cannot find native binding/);
  }
  // The tables need none.
  assert.equal(node(['-p', "require('smtpcodes/codes').categories.unknown.id"]), 'unknown\n');
});
