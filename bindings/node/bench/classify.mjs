// One reply, many in a loop, many in a batch; and a loop that counts bytes, for the price of touching them.
//
//     npm run bench
//
// It wants the addon of `npm run build`: a debug build is many times slower. Another classifier from the
// registry takes part if it is installed: SMTPCODES_BENCH_AGAINST names a module that exports `classify`.

import { bench, boxplot, do_not_optimize, run, summary } from 'mitata';

import { classify, classifyBatch, rule, ruleIds } from '../index.mjs';

const replies = ruleIds().map((id) => rule(id).example);
const buffers = replies.map((reply) => Buffer.from(reply));
const all = Buffer.concat(buffers);
const [first] = replies;

const against = process.env.SMTPCODES_BENCH_AGAINST;
const other = against === undefined ? undefined : await import(against);

console.log(`${replies.length} replies, ${Math.round(all.length / replies.length)} bytes mean`);

bench('one reply, a string', () => do_not_optimize(classify(first)));
bench('one reply, a Buffer', () => do_not_optimize(classify(buffers[0])));

boxplot(() => {
  summary(() => {
    bench('all replies, classify in a loop', () => {
      for (const reply of replies) do_not_optimize(classify(reply));
    });
    bench('all replies, classifyBatch of strings', () => do_not_optimize(classifyBatch(replies)));
    bench('all replies, classifyBatch of Buffers', () => do_not_optimize(classifyBatch(buffers)));
    bench('all replies, classifyBatch and an object each', () => do_not_optimize([...classifyBatch(replies)]));
    if (other !== undefined) {
      bench(`all replies, ${against} in a loop`, async () => {
        for (const reply of replies) do_not_optimize(await other.classify(reply));
      });
    }
  });
});

bench('all replies, counting spaces in JavaScript', () => {
  let spaces = 0;
  for (let i = 0; i < all.length; i += 1) if (all[i] === 32) spaces += 1;
  do_not_optimize(spaces);
});

await run();
