/** Splits what a program prints into text and the control codes of a terminal (ECMA-48). */

/**
 * `final` is the last character of a control sequence, `parameters` what stands before it.
 * @typedef {{type: "text", text: string} | {type: "control", code: string} | {type: "sequence", parameters: string, final: string}} Token
 */

/** Longer than any sequence that means something. What claims to be one, and is longer, is text. */
const LONGEST = 4096;

/** In this order: a sequence, a string such as a window's title, any other escape, one control code, text. */
const TOKEN = /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)?|\x1b[ -/]*([0-~])?|([\x00-\x1a\x1c-\x1f\x7f-\x9f])|([^\x00-\x1f\x7f-\x9f]+)/g;
const UNFINISHED = /\x1b(?:\[[0-?]*[ -/]*|[ -/]*|[\]PX^_][^\x07\x1b\n]*\x1b?)$/;

export class Tokens {
  #rest = "";

  /** The text may end within a sequence; the next piece goes on with it. @param {string} piece @returns {Generator<Token>} */
  *read(piece) {
    const text = this.#rest + piece;
    const last = text.lastIndexOf("\x1b", text.endsWith("\x1b") ? text.length - 2 : undefined);
    const from = Math.max(0, last < text.length - LONGEST ? text.length - 1 : last);
    const cut = UNFINISHED.exec(text.slice(from));
    const end = cut === null ? text.length : from + cut.index;
    this.#rest = text.slice(end);
    for (const [, parameters, final, escape, code, shown] of text.slice(0, end).matchAll(TOKEN)) {
      if (shown !== undefined) yield { type: "text", text: shown };
      else if (code !== undefined) yield { type: "control", code };
      else if (final !== undefined) yield { type: "sequence", parameters: parameters ?? "", final };
      else if (escape === "c") yield { type: "sequence", parameters: "", final: "c" };
    }
  }
}
