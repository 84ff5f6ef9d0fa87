'use strict';

/** Freezes a tree of plain objects and arrays, and gives it back. */
exports.freeze = function freeze(tree) {
  for (const value of Object.values(tree)) {
    if (typeof value === 'object' && value !== null) freeze(value);
  }
  return Object.freeze(tree);
};
