/** A way through the tokens of a program. */

/** @import {Token} from "./c-tokens.js" */

export class Walk {
  #tokens;
  /** Where the next token is. */
  at = 0;

  /** @param {Token[]} tokens */
  constructor(tokens) {
    this.#tokens = tokens;
  }

  get ended() {
    return this.at >= this.#tokens.length;
  }

  /** The next token, without going on; those before it by negative numbers. @param {number} [ahead] */
  peek(ahead = 0) {
    return this.#tokens[this.at + ahead];
  }

  next() {
    return this.#tokens[this.at++];
  }

  /** @param {number} from @param {number} to */
  slice(from, to) {
    return this.#tokens.slice(from, to);
  }

  /** To past the `)` that belongs to the next `(`. */
  passParenthesis() {
    for (let depth = 0; !this.ended; ) {
      const text = this.next()?.text;
      if (text === "(") depth++;
      if (text === ")" && --depth === 0) return;
    }
  }

  /** To past the `:` of a label, which may be that of a case with choices in its value. */
  passLabel() {
    for (let choices = 0; !this.ended; ) {
      const text = this.next()?.text;
      if (text === "?") choices++;
      if (text === ":" && choices-- === 0) return;
    }
  }
}
