'use strict';

// The tarballs of a release: that of the package, and that of this platform's, which holds the addon and the
// program. `npm run build` and `cargo build --release -p smtpcodes-cli` come before.
//
//     npm run pack -- FOLDER [PROGRAM]

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.join(__dirname, '..');
const workspace = path.join(root, '..', '..');
const exe = process.platform === 'win32' ? '.exe' : '';

/** What cargo built, if nobody says otherwise. */
const PROGRAM = path.join(process.env.CARGO_TARGET_DIR ?? path.join(workspace, 'target'), 'release', `smtpcodes${exe}`);

const npm = (args, cwd) =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: exe !== '' });

/** The addon of this platform, and the platform's name in its own. */
function addon() {
  const file = fs.readdirSync(root).find((name) => /^smtpcodes\..*\.node$/.test(name));
  if (file === undefined) throw new Error('there is no addon: run `npm run build`');
  return { file, platform: file.split('.')[1] };
}

/** Packs a folder; gives the tarball's path. */
function tarball(staged, folder) {
  for (const licence of ['LICENSE-APACHE', 'LICENSE-MIT']) {
    fs.copyFileSync(path.join(workspace, licence), path.join(staged, licence));
  }
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', folder], staged));
  return path.join(folder, filename);
}

/** The package, which asks for that of the platform that it is installed on. */
function main(staged) {
  const [{ files }] = JSON.parse(npm(['pack', '--json', '--dry-run'], root));
  for (const { path: file } of files) fs.cpSync(path.join(root, file), path.join(staged, file));
  const { scripts: _, devDependencies: __, ...rest } = require(path.join(root, 'package.json'));
  const platforms = fs.readdirSync(path.join(root, 'npm')).map((name) => [`smtpcodes-${name}`, rest.version]);
  const own = { ...rest, optionalDependencies: Object.fromEntries(platforms) };
  fs.writeFileSync(path.join(staged, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
}

function platform(staged, program) {
  const { file, platform: name } = addon();
  fs.cpSync(path.join(root, 'npm', name), staged, { recursive: true });
  fs.copyFileSync(path.join(root, file), path.join(staged, file));
  fs.mkdirSync(path.join(staged, 'bin'));
  const copy = path.join(staged, 'bin', `smtpcodes${exe}`);
  fs.copyFileSync(program, copy);
  fs.chmodSync(copy, 0o755);
}

/** Writes both tarballs into a folder; gives their paths. */
function pack(folder, program = PROGRAM) {
  if (!fs.existsSync(program)) {
    throw new Error(`there is no ${program}: run \`cargo build --release -p smtpcodes-cli\``);
  }
  fs.mkdirSync(folder, { recursive: true });
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'smtpcodes-'));
  try {
    return [main, platform].map((stage) => {
      const staged = path.join(temporary, stage.name);
      fs.mkdirSync(staged);
      stage(staged, program);
      return tarball(staged, path.resolve(folder));
    });
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

module.exports = { addon, pack };

if (require.main === module) {
  const [folder, program] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: npm run pack -- FOLDER [PROGRAM]');
  for (const file of pack(folder, program)) console.log(file);
}
