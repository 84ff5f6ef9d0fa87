'use strict';

// The addon of this platform, or an error that says where it is to be had.

const { names } = require('./platform.js');
const { version } = require('../package.json');

/** Whether Node runs on musl. What is no Node may have no report, and counts as glibc. */
function isMusl() {
  const header = process.report?.getReport?.().header;
  return header !== undefined && header.glibcVersionRuntime === undefined;
}

/** The package whose addon fits; `undefined` if there is none. */
function fitting(host) {
  const all = names(host);
  // Only Linux has several C libraries. Asking which one takes a while.
  return all.length > 1 ? all.find((name) => name.endsWith(isMusl() ? '-musl' : '-gnu')) : all[0];
}

function isInstalled(name) {
  try {
    return require.resolve(`${name}/package.json`) !== '';
  } catch {
    return false;
  }
}

/** What the system said of an addon that is there, somewhere in the errors of those that were tried. */
function refusal(error) {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one.code === 'ERR_DLOPEN_FAILED' || /dlopen|shared object|\.node:/.test(one.message)) return `: ${one.message}`;
  }
  return '';
}

/** Why there is no addon, and what to do. */
function missing(cause, host = process) {
  const name = fitting(host);
  const here = `${host.platform} ${host.arch}`;
  const say = (message) => new Error(`smtpcodes: ${message}`, { cause });
  if (name === undefined) return say(`there is no addon for ${here}; the tables of smtpcodes/codes need none`);
  if (isInstalled(name)) return say(`the addon in the package ${name} cannot be loaded${refusal(cause)}`);
  return say(
    `the package ${name} is not installed, which holds the addon for ${here}. ` +
      'It is left out by --omit=optional, and by a lock file or a node_modules folder of another platform. ' +
      `\`npm install ${name}@${version}\` adds it.`,
  );
}

function load() {
  try {
    return require('../binding.js');
  } catch (cause) {
    throw missing(cause);
  }
}

module.exports = load();
