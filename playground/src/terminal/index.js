/** A terminal that only shows: two streams and the reader's own typing, in the order in which they come. */

import { Paper } from "./paper.js";
import { PLAIN, dipped } from "./pen.js";
import { Screen } from "./screen.js";
import { Tokens } from "./tokens.js";

/** @import {Mark} from "./line.js" */
/** @import {Pen} from "./pen.js" */
/** @import {Stream} from "../messages.js" */

/** "input" is what was typed; "note" is a remark of the playground. @typedef {Stream | "input" | "note"} Kind */

/** A stream's own place in its control codes, and its colours. @typedef {{tokens: Tokens, mark: Mark}} Source */

export class Terminal {
  #paper;
  #screen;
  /** @type {Map<Kind, Source>} */
  #sources = new Map();
  /** @type {Map<string, Mark>} */
  #marks = new Map();

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#paper = new Paper(pane);
    this.#screen = this.#makeScreen();
  }

  clear() {
    this.#paper.clear();
    this.#screen = this.#makeScreen();
    this.#sources.clear();
    this.#marks.clear();
  }

  /** Call `draw` to see it. @param {Kind} kind @param {string} text */
  write(kind, text) {
    const source = this.#source(kind);
    for (const token of source.tokens.read(text)) {
      if (token.type !== "sequence" || token.final !== "m") this.#screen.take(token, source.mark);
      else source.mark = this.#mark(kind, dipped(source.mark.pen, token.parameters));
    }
  }

  /** On a line of its own. @param {string} text */
  note(text) {
    this.write("note", this.#screen.fresh ? `${text}\n` : `\n${text}\n`);
  }

  draw() {
    this.#paper.draw(this.#screen.lines);
  }

  #makeScreen() {
    return new Screen((lines) => this.#paper.settle(lines), () => this.#paper.clear());
  }

  /** @param {Kind} kind */
  #source(kind) {
    const source = this.#sources.get(kind) ?? { tokens: new Tokens(), mark: this.#mark(kind, PLAIN) };
    this.#sources.set(kind, source);
    return source;
  }

  /** One for each look. @param {string} kind @param {Readonly<Pen>} pen */
  #mark(kind, pen) {
    const key = pen === PLAIN ? kind : kind + JSON.stringify(pen);
    const mark = this.#marks.get(key) ?? { kind, pen };
    this.#marks.set(key, mark);
    return mark;
  }
}
