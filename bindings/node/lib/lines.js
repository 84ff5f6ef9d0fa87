'use strict';

const { StringDecoder } = require('node:string_decoder');

/** Longer lines and replies are cut. The classifier reads less; this bounds what a file without line ends takes. */
const LONGEST = 1024 * 1024;

/** Whole lines out of chunks of any size, without their ends, and without a mark of byte order before the first. */
class Lines {
  #decoder = new StringDecoder('utf8');
  #rest = '';
  #isFirst = true;

  *of(chunk) {
    const pieces = (typeof chunk === 'string' ? chunk : this.#decoder.write(chunk)).split('\n');
    pieces[0] = this.#rest + pieces[0];
    // With room for a carriage return, and for the mark before the first.
    this.#rest = pieces.pop().slice(0, LONGEST + 2);
    for (const piece of pieces) yield this.#line(piece);
  }

  *end() {
    const last = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (last !== '') yield this.#line(last);
  }

  #line(piece) {
    const from = this.#isFirst && piece.startsWith('\ufeff') ? 1 : 0;
    const to = piece.endsWith('\r') ? piece.length - 1 : piece.length;
    this.#isFirst = false;
    return piece.slice(from, Math.min(to, from + LONGEST));
  }
}

module.exports = { LONGEST, Lines };
