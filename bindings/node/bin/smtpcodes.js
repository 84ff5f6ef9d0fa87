#!/usr/bin/env node
'use strict';

// Runs the native program that the platform's package carries beside the addon.

const { spawn } = require('node:child_process');

const { program } = require('../lib/program.js');

const path = program();
if (path === null) {
  console.error(`smtpcodes: no program for ${process.platform} ${process.arch}; \`cargo install smtpcodes-cli\` builds one`);
  process.exit(1);
}

const child = spawn(path, process.argv.slice(2), { stdio: 'inherit' });
// Who stops us wants to stop the program.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`smtpcodes: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code);
  // Ends as the program did; without our own handlers, which would catch it.
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
