'use strict';

const check = require('./check.js');

/** What half of a character that takes two UTF-16 units may end a string. */
const HALF = /[\ud800-\udbff]$/;

/** Chunks of text or bytes as bytes of UTF-8, also where a character begins in one string and ends in the next. */
class Bytes {
  #half = '';

  of(chunk) {
    if (typeof chunk !== 'string') {
      const bytes = check.bytes(chunk);
      return this.#half === '' ? bytes : Buffer.concat([this.end(), bytes]);
    }
    const text = this.#half + chunk;
    const whole = HALF.test(text) ? text.slice(0, -1) : text;
    this.#half = text.slice(whole.length);
    return Buffer.from(whole);
  }

  /** What is left: half a character, if anything, which is none. */
  end() {
    const rest = Buffer.from(this.#half);
    this.#half = '';
    return rest;
  }
}

module.exports = { Bytes };
