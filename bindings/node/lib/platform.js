'use strict';

// What the packages are called that hold the addon and the program.

/** What has a package, by `process.platform`: its processors, and the suffixes of its C libraries. */
const ARCHS = ['arm64', 'x64'];
const SUFFIXES = { darwin: [''], linux: ['-gnu', '-musl'], win32: ['-msvc'] };

/** The packages that may fit a platform, of every C library; none if there is none for it. */
function names({ platform, arch } = process) {
  if (!ARCHS.includes(arch)) return [];
  return (SUFFIXES[platform] ?? []).map((suffix) => `smtpcodes-${platform}-${arch}${suffix}`);
}

module.exports = { ARCHS, SUFFIXES, names };
