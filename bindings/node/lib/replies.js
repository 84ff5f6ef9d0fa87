'use strict';

const { LONGEST } = require('./lines.js');

/** A reply code at the start of a line, and the hyphen behind it that announces more lines. */
const CODE = /^([2-5][0-9]{2})(?:(-)| |$)/;
const BLANK = /^[ \t\n\f\r]*/;

/**
 * Replies out of lines, as `smtpcodes classify` joins them. A line `550-…` takes the lines of the same code behind
 * it, up to `550 …`. A line that begins with a blank belongs to the reply above, and an empty line ends a reply.
 */
class Replies {
  #text = '';
  /** The code of which more lines are announced. */
  #open = null;

  /** Takes a line; gives the reply before it, if this line ends one, and else `null`. */
  add(line) {
    const [blank] = BLANK.exec(line);
    if (blank.length === line.length) return this.take();
    const [, code = null, more] = CODE.exec(line) ?? [];
    const goesOn = this.#open !== null && code === this.#open;
    const isFolded = line[0] === ' ' || line[0] === '\t';
    if (this.#text !== '' && (isFolded || goesOn)) {
      if (this.#text.length + line.length < LONGEST) this.#text += `\n${line}`;
      if (goesOn && more === undefined) this.#open = null;
      return null;
    }
    const before = this.take();
    this.#text = line.slice(blank.length);
    this.#open = more === undefined ? null : code;
    return before;
  }

  /** Whether there is a reply that no more lines are announced of. */
  get isComplete() {
    return this.#text !== '' && this.#open === null;
  }

  /** The reply so far; `null` if there is none. */
  take() {
    const text = this.#text;
    this.#text = '';
    this.#open = null;
    return text === '' ? null : text;
  }
}

module.exports = { Replies };
