/**
 * The lines of a terminal as long as the output, and the place in it where the next character goes. Its last lines can
 * still change; those before have settled.
 */

import { Line } from "./line.js";

/** @import {Mark} from "./line.js" */
/** @import {Token} from "./tokens.js" */

/** Lines that settle together. */
export const BLOCK = 250;

/** Lines that can still change even if they weigh much. */
const LIVE = 50;
/** The same for rows of one line without end. */
const WRAPPED = 2;
/** What may weigh on those that can still change, if they are more than twice as many: more would be slow to draw again and again. */
const HELD = 32 * 1024;

/** A line is no longer than this by moving to a place far to its right. */
const WIDEST = 1000;
/** Characters in a row. A longer line goes on in the next, as on any terminal. */
const ROW = 1024;
const TAB = 8;

export class Screen {
  #row = 0;
  #column = 0;
  /** Of all lines, counted when they end. */
  #weight = 0;
  #settle;
  #clear;
  /** Those that can still change, at least one and less than three blocks. @type {Line[]} */
  lines = [new Line()];

  /**
   * @param {(lines: Line[]) => void} settle  The oldest of the lines, which will not change any more.
   * @param {() => void} clear  Nothing is left of what there was.
   */
  constructor(settle, clear) {
    this.#settle = settle;
    this.#clear = clear;
  }

  /** Whether the next character begins a line. */
  get fresh() {
    return this.#column === 0;
  }

  /** @param {Token} token @param {Mark} mark */
  take(token, mark) {
    if (token.type === "text") this.#write(token.text, mark);
    else if (token.type === "control") this.#control(token.code);
    else this.#sequence(token.final, token.parameters.split(";").map(Number), mark);
  }

  /** @param {string} text @param {Mark} mark */
  #write(text, mark) {
    for (let at = 0; at < text.length; ) {
      if (this.#column >= ROW) this.#wrap();
      const piece = head(text, at, ROW - this.#column);
      this.#line().write(this.#column, piece, mark);
      this.#column += piece.length;
      at += piece.length;
    }
  }

  #wrap() {
    this.#line().wrapped = true;
    this.#break();
    if (this.#weight > HELD && this.lines.length > 2 * WRAPPED) this.#settleFirst(this.#row - WRAPPED);
  }

  /** @param {string} code */
  #control(code) {
    if (code === "\r") this.#column = 0;
    else if (code === "\b") this.#column = Math.max(0, this.#column - 1);
    else if (code === "\t") this.#column += TAB - (this.#column % TAB);
    else if (code === "\n" || code === "\v" || code === "\f") this.#break();
  }

  #break() {
    this.#column = 0;
    this.#weight += this.#line().weight;
    this.#row += 1;
    if (this.#row < this.lines.length) return;
    this.lines.push(new Line());
    if (this.lines.length >= 3 * BLOCK) this.#settleFirst(BLOCK);
    else if (this.#weight > HELD && this.lines.length > 2 * LIVE) this.#settleFirst(LIVE);
  }

  /** @param {number} count */
  #settleFirst(count) {
    this.#settle(this.lines.splice(0, count));
    this.#row -= count;
    this.#weight = this.lines.reduce((sum, { weight }) => sum + weight, 0);
  }

  /** @param {string} final @param {number[]} numbers @param {Mark} mark */
  #sequence(final, [first = 0, second = 0], mark) {
    const steps = Math.max(1, first || 0);
    switch (final) {
      case "A": return this.#move(this.#row - steps, this.#column);
      case "B": return this.#move(this.#row + steps, this.#column);
      case "C": return this.#move(this.#row, this.#column + steps);
      case "D": return this.#move(this.#row, this.#column - steps);
      case "E": return this.#move(this.#row + steps, 0);
      case "F": return this.#move(this.#row - steps, 0);
      case "G": return this.#move(this.#row, steps - 1);
      case "H":
      case "f": return this.#move(steps - 1, Math.max(1, second || 0) - 1);
      case "J": return this.#eraseScreen(first, mark);
      case "K": return this.#eraseLine(first, mark);
      case "c": return this.#eraseAll();
    }
  }

  /** There is room below the last line, as on a terminal's screen. @param {number} row @param {number} column */
  #move(row, column) {
    this.#row = Math.min(Math.max(0, row), Math.max(this.lines.length, BLOCK) - 1);
    while (this.lines.length <= this.#row) this.lines.push(new Line());
    this.#column = Math.min(Math.max(0, column), WIDEST);
  }

  /** @param {number} how @param {Mark} mark */
  #eraseScreen(how, mark) {
    if (how === 2 || how === 3) return this.#eraseAll();
    if (how === 1) {
      for (const line of this.lines.slice(0, this.#row)) line.erase(0, Infinity, mark);
      return this.#eraseLine(1, mark);
    }
    this.#eraseLine(0, mark);
    this.lines.length = this.#row + 1;
  }

  /** @param {number} how @param {Mark} mark */
  #eraseLine(how, mark) {
    if (how === 1) this.#line().erase(0, this.#column + 1, mark);
    else this.#line().erase(how === 2 ? 0 : this.#column, Infinity, mark);
  }

  #eraseAll() {
    this.lines = [new Line()];
    this.#row = 0;
    this.#weight = 0;
    this.#column = 0;
    this.#clear();
  }

  /** Where the next character goes. */
  #line() {
    const line = this.lines[this.#row];
    if (line === undefined) throw new Error(`there is no line ${this.#row}`);
    return line;
  }
}

/** As much of the text as fits, and the other half of a character. @param {string} text @param {number} from @param {number} room */
function head(text, from, room) {
  const end = from + room;
  return text.slice(from, /[\ud800-\udbff]/.test(text[end - 1] ?? "") ? end + 1 : end);
}
