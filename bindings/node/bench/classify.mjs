// One reply, many in a loop, many in a batch, and who else could do it: the Rust core, and the rules as regular
// expressions of JavaScript. What counts are the ratios at the end, of figures that one run has measured.
//
//     npm run bench
//
// The replies of the loop and the batch are all different, by a queue id as servers add it: one batch more has what logs
// have, replies that come again.
//
// It wants the addon of `npm run build`: a debug build is many times slower. The replies are those of the
// conformance cases, or of the file that SMTPCODES_REPLIES names: NDJSON with a key `reply`, or lines. Another
// classifier takes part if SMTPCODES_BENCH_AGAINST names a module that exports `classify`. The figures are written to
// the file that SMTPCODES_FIGURES names: nanoseconds a reply.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';

import { bench, do_not_optimize, run, summary } from 'mitata';

import { classify, classifyBatch } from '../index.mjs';

const workspace = path.join(import.meta.dirname, '..', '..', '..');
const rows = 10_000;

/** The replies of a file, over and over, until there are enough of them for a batch. No two are the same. */
function replies() {
  const file = process.env.SMTPCODES_REPLIES ?? path.join(workspace, 'crates', 'conformance', 'cases.json');
  const text = readFileSync(file, 'utf8');
  const reply = (line) => (line.startsWith('{') ? JSON.parse(line).reply : line);
  const all = file.endsWith('.json') ? JSON.parse(text).map((one) => one.reply) : text.split('\n').filter(Boolean).map(reply);
  return Array.from({ length: rows }, (_, i) => `${all[i % all.length]} q${i.toString(36)}`);
}

/** Runs cargo at the root of the workspace; gives what it prints. */
const cargo = (args) =>
  execFileSync('cargo', args, {
    cwd: workspace,
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** What the Rust core takes for the batch on one thread, in nanoseconds a reply. */
function core(all) {
  const folder = mkdtempSync(path.join(tmpdir(), 'smtpcodes-'));
  try {
    const file = path.join(folder, 'replies');
    writeFileSync(file, all.join('\0'));
    return Number(cargo(['run', '--quiet', '--release', '-p', 'smtpcodes', '--example', 'core_speed', file]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same rules as a list of regular expressions, of which the first that holds counts. */
function expressions() {
  const file = cargo(['run', '--quiet', '--release', '-p', 'smtpcodes-cli', '--', 'rules', 'export', '--format', 'zonemta']);
  const lines = file.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [expression, , category] = line.split(',');
    return { expression: new RegExp(expression, 'i'), category };
  });
}

const all = replies();
const repeating = all.map((_, i) => all[i % 500]);
const buffers = all.map((reply) => Buffer.from(reply));
const bytes = Buffer.concat(buffers);
const rules = expressions();
const against = process.env.SMTPCODES_BENCH_AGAINST;
const other = against === undefined ? undefined : await import(against);

console.log(`${rows} replies, ${Math.round(bytes.length / rows)} bytes mean; ${availableParallelism()} cores`);

bench('classify of a string', function* () {
  let i = 0;
  yield () => do_not_optimize(classify(all[i++ % rows]));
});
bench('classify of a Buffer', function* () {
  let i = 0;
  yield () => do_not_optimize(classify(buffers[i++ % rows]));
});
summary(() => {
  bench('classify in a loop', () => {
    for (const reply of all) do_not_optimize(classify(reply));
  });
  bench('classifyBatch', () => do_not_optimize(classifyBatch(all)));
  bench('classifyBatch of Buffers', () => do_not_optimize(classifyBatch(buffers)));
  bench('classifyBatch, one thread', () => do_not_optimize(classifyBatch(all, null, { threads: 1 })));
  bench('classifyBatch of replies that come again', () => do_not_optimize(classifyBatch(repeating)));
  bench('classifyBatch, an object each', () => do_not_optimize([...classifyBatch(all)]));
  if (other !== undefined) {
    bench('the other classifier', async () => {
      for (const reply of all) do_not_optimize(await other.classify(reply));
    });
  }
});
// A tenth of the replies: it takes its time.
bench('regular expressions', () => {
  for (let i = 0; i < rows; i += 10) do_not_optimize(rules.find(({ expression }) => expression.test(all[i]))?.category);
});
bench('counting spaces in JavaScript', () => {
  let spaces = 0;
  for (let i = 0; i < bytes.length; i += 1) if (bytes[i] === 32) spaces += 1;
  do_not_optimize(spaces);
});

const { benchmarks } = await run();

// The shortest time counts, as noise only ever adds.
const fastest = (name) => benchmarks.find(({ alias }) => alias === name).runs[0].stats.min;
const loop = fastest('classify in a loop');
const coreTime = core(all);
const ratio = (what, value, goal = '') => console.log(`${what.padEnd(64)}${value.toFixed(2).padStart(8)}${goal}`);
const times = (of) => `, times as fast as ${of}`;

console.log();
ratio(`classifyBatch${times('classify in a loop')}`, loop / fastest('classifyBatch'), '  (goal: 3 and more)');
ratio(`classifyBatch on one thread${times('classify in a loop')}`, loop / fastest('classifyBatch, one thread'));
ratio(`classifyBatch of replies that come again${times('the loop')}`, loop / fastest('classifyBatch of replies that come again'));
ratio('classifyBatch on one thread, times the time of the Rust core', fastest('classifyBatch, one thread') / rows / coreTime, '  (goal: 2 and less)');
ratio(`classify${times('the rules as regular expressions')}`, (fastest('regular expressions') * 10) / loop);
if (other !== undefined) ratio(`classify${times('the other classifier')}`, fastest('the other classifier') / loop);

if (process.env.SMTPCODES_FIGURES !== undefined) {
  const batches = ['classifyBatch', 'classifyBatch of Buffers', 'classifyBatch, one thread'];
  const figures = { loop: loop / rows, core: coreTime };
  for (const name of batches) figures[name] = fastest(name) / rows;
  writeFileSync(process.env.SMTPCODES_FIGURES, JSON.stringify(figures));
}
