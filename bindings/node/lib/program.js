'use strict';

// Where the program is: in the package of this platform, beside the addon.

const { existsSync } = require('node:fs');
const path = require('node:path');

const { names } = require('./platform.js');

/** The program's path; `null` if no package has it. */
function program(resolve = require.resolve) {
  const file = process.platform === 'win32' ? 'smtpcodes.exe' : 'smtpcodes';
  // npm installs what fits the C library; where both are there, the program of either runs on glibc only.
  for (const name of names()) {
    try {
      const found = path.join(path.dirname(resolve(`${name}/package.json`)), 'bin', file);
      if (existsSync(found)) return found;
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return null;
}

module.exports = { program };
