/** One line of a terminal: pieces of text, each with its mark. Columns are UTF-16 code units. */

/**
 * Who wrote it and how it looks. Marks are compared by identity.
 * @typedef {{kind: string, pen: Readonly<import("./pen.js").Pen>}} Mark
 * @typedef {{text: string, mark: Mark}} Piece
 */

/** What a piece weighs besides its characters, for it is an element of its own. */
const PIECE = 16;

export class Line {
  /** @type {Piece[]} */
  pieces = [];
  width = 0;
  /** Whether it goes on in the next one. */
  wrapped = false;

  /** What it costs to draw, in characters. */
  get weight() {
    return this.width + PIECE * this.pieces.length;
  }

  /** Puts the text there, over what stands there. @param {number} column @param {string} text @param {Mark} mark */
  write(column, text, mark) {
    if (column > this.width) this.#append(" ".repeat(column - this.width), mark);
    if (column === this.width) return this.#append(text, mark);
    const after = this.#slice(column + text.length, this.width);
    this.#keep(0, column);
    this.#append(text, mark);
    for (const piece of after) this.#append(piece.text, piece.mark);
  }

  /** Removes what stands from `start` to `end`; within the line it leaves blanks. @param {number} start @param {number} end @param {Mark} mark */
  erase(start, end, mark) {
    if (start >= this.width) return;
    if (end >= this.width) this.#keep(0, start);
    else this.write(start, " ".repeat(end - start), mark);
  }

  /** @param {number} start @param {number} end */
  #keep(start, end) {
    this.pieces = this.#slice(start, end);
    this.width = this.pieces.reduce((sum, { text }) => sum + text.length, 0);
  }

  /** @param {number} start @param {number} end @returns {Piece[]} */
  #slice(start, end) {
    let at = 0;
    return this.pieces.flatMap(({ text, mark }) => {
      const kept = text.slice(Math.max(0, start - at), Math.max(0, end - at));
      at += text.length;
      return kept === "" ? [] : [{ text: kept, mark }];
    });
  }

  /** @param {string} text @param {Mark} mark */
  #append(text, mark) {
    if (text === "") return;
    const last = this.pieces.at(-1);
    if (last?.mark === mark) last.text += text;
    else this.pieces.push({ text, mark });
    this.width += text.length;
  }
}
