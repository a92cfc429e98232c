/** The sentences below the text: what there is to say about the text itself, and what the builder has to say. */

export class Notices {
  #place;
  #said = { text: "", builder: "" };

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
  }

  /** Whoever speaks takes back what it said before; the empty string says nothing. @param {"text" | "builder"} whose @param {string} text */
  show(whose, text) {
    this.#said[whose] = text;
    const said = [...new Set(Object.values(this.#said))].filter((one) => one !== "");
    this.#place.textContent = said.join(" ");
    this.#place.hidden = said.length === 0;
  }
}
