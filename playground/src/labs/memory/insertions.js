/** A text with pieces put into it: those for the same place stand in the order in which they came. */
export class Insertions {
  #text;
  /** @type {{at: number, text: string}[]} */
  #pieces = [];

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  /** @param {number} at @param {string} text */
  put(at, text) {
    if (text !== "") this.#pieces.push({ at, text });
  }

  /** The text with all of them. */
  get done() {
    let at = 0;
    let text = "";
    for (const piece of this.#pieces.sort((a, b) => a.at - b.at)) {
      text += this.#text.slice(at, piece.at) + piece.text;
      at = piece.at;
    }
    return text + this.#text.slice(at);
  }
}
