'use strict';

/** Milliseconds without a chunk after which what is there counts as complete. */
const SILENCE = 100;

/** What stands for a silence among chunks. */
const SILENT = Symbol('silent');

/** Whether a promise is not kept for a while. */
async function isSlow(promise) {
  let timer;
  const silence = new Promise((resolve) => {
    timer = setTimeout(resolve, SILENCE, true);
  });
  try {
    return await Promise.race([promise.then(() => false), silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Any iterable as one whose `next` and `return` give promises. */
async function* iterate(source) {
  yield* source;
}

/** The chunks of a source, and `SILENT` where the next one is long in coming and somebody waits. */
async function* withSilences(source, isAwaited) {
  const chunks = iterate(source);
  let next = null;
  try {
    for (;;) {
      next ??= chunks.next();
      if (isAwaited() && (await isSlow(next))) {
        yield SILENT;
        continue;
      }
      const { done, value } = await next;
      next = null;
      if (done) return;
      yield value;
    }
  } finally {
    if (next === null) await chunks.return();
    else abandon(source, chunks, next);
  }
}

/** Ends a source that may never give its next chunk: nobody waits for it. */
function abandon(source, chunks, next) {
  const ignore = () => {};
  next.catch(ignore);
  if (typeof source.destroy === 'function') source.destroy();
  chunks.return().catch(ignore);
}

module.exports = { SILENCE, SILENT, withSilences };
