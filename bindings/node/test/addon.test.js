'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');

const root = path.join(__dirname, '..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smtpcodes-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The package without an addon beside it, as npm installs it. */
const copy = path.join(folder, 'node_modules', 'smtpcodes');
for (const name of ['binding.js', 'codes.js', 'index.js', 'index.mjs', 'lib', 'package.json']) {
  fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
}

/** What the package says on a platform where it finds no addon. */
function told(platform, arch, libc = 'glibc') {
  const script = `
    Object.defineProperty(process, 'platform', { value: ${JSON.stringify(platform)} });
    Object.defineProperty(process, 'arch', { value: ${JSON.stringify(arch)} });
    process.report.getReport = () => ({ header: ${libc === 'glibc' ? "{ glibcVersionRuntime: '2.36' }" : '{}'}, sharedObjects: [] });
    const tell = (error) => console.log(JSON.stringify({ message: error.message, cause: error.cause instanceof Error }));
    `;
  const env = { ...process.env };
  delete env.NAPI_RS_NATIVE_LIBRARY_PATH;
  // What has been told counts, not how it ends: Node 20 reports an error twice that an imported CommonJS module throws.
  const run = (load) => JSON.parse(spawnSync(process.execPath, ['-e', script + load], { cwd: folder, encoding: 'utf8', env }).stdout);
  const common = run("try { require('smtpcodes') } catch (error) { tell(error) }");
  assert.deepEqual(run("import('smtpcodes').catch(tell)"), common);
  assert.equal(common.cause, true);
  return common.message;
}

const { version } = require('../package.json');

test('without an addon, the error names the package that has it', () => {
  const hosts = [
    [['linux', 'x64'], 'smtpcodes-linux-x64-gnu'],
    [['linux', 'arm64', 'musl'], 'smtpcodes-linux-arm64-musl'],
    [['darwin', 'arm64'], 'smtpcodes-darwin-arm64'],
    [['win32', 'x64'], 'smtpcodes-win32-x64-msvc'],
  ];
  for (const [host, name] of hosts) {
    const message = told(...host);
    assert.ok(message.startsWith(`smtpcodes: the package ${name} is not installed, which holds the addon for ${host[0]} ${host[1]}.`), message);
    assert.ok(message.includes(`\`npm install ${name}@${version}\``), message);
  }
});

test('where there is none, it says so', () => {
  for (const host of [['freebsd', 'x64'], ['linux', 'riscv64']]) {
    assert.equal(told(...host), `smtpcodes: there is no addon for ${host.join(' ')}; the tables of smtpcodes/codes need none`);
  }
});

test('an addon that is there and does not load is not called missing', { skip: process.platform !== 'linux' }, () => {
  const name = `smtpcodes-linux-${process.arch}-gnu`;
  const own = path.join(folder, 'node_modules', name);
  fs.mkdirSync(own);
  const file = name.replace('smtpcodes-', 'smtpcodes.') + '.node';
  fs.writeFileSync(path.join(own, 'package.json'), JSON.stringify({ name, version, main: file }));
  fs.writeFileSync(path.join(own, file), 'no addon');
  const message = told('linux', process.arch);
  assert.ok(message.startsWith(`smtpcodes: the addon in the package ${name} cannot be loaded: `), message);
  assert.ok(message.includes(file), message);
});

test('each platform has its package', () => {
  const { ARCHS, SUFFIXES, names } = require('../lib/platform.js');
  const hosts = Object.keys(SUFFIXES).flatMap((platform) => ARCHS.map((arch) => ({ platform, arch })));
  const folders = fs.readdirSync(path.join(root, 'npm')).map((name) => `smtpcodes-${name}`);
  assert.deepEqual(hosts.flatMap(names).sort(), folders.sort());
});
