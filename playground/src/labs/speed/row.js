/** A program's row: what a round took in each of three places. */

import { element } from "../../dom.js";
import { bar, cell } from "../measured.js";
import { digits } from "../spread.js";

/** @import {Spread} from "../spread.js" */
/** @import {Kernel, Times} from "../measurements.js" */

const PLACES = /** @type {const} */ (["Native", "Edge's engine", "This browser"]);

export const TITLES = ["Program", ...PLACES];

export class Row {
  /** @type {Kernel | null} */
  #there = null;
  /** @type {Spread | null} */
  #here = null;
  #cells = PLACES.map((place) => cell(place, "–"));

  /** @param {{name: string, title: string, note: string}} kernel */
  constructor(kernel) {
    this.kernel = kernel;
    const title = element("th", { scope: "row" }, kernel.title, element("small", { textContent: kernel.note }));
    this.element = element("tr", {}, title, ...this.#cells);
    this.element.dataset.kernel = kernel.name;
  }

  /** What the program computes; null where nobody has measured it. */
  get checksum() {
    return this.#there?.checksum ?? null;
  }

  /** @param {Kernel | null} kernel */
  showThere(kernel) {
    this.#there = kernel;
    if (kernel === null) return;
    this.#fill(0, ofTimes(kernel.native));
    this.#fill(1, ofTimes(kernel.wasm));
    if (this.#here !== null) this.#fill(2, this.#here);
  }

  /** @param {Spread} spread */
  showHere(spread) {
    this.#here = spread;
    this.#fill(2, spread);
  }

  /** @param {string} why */
  showFailure(why) {
    this.#cells[2]?.replaceChildren(element("small", { textContent: why }));
  }

  /** A bar of half the column is as long as the native program took. @param {number} place @param {Pick<Spread, "low" | "high">} ms */
  #fill(place, { low, high }) {
    const native = this.#there === null ? low : ofTimes(this.#there.native).low;
    const ratio = place === 0 || this.#there === null ? "" : `${digits(low / native)} × native; `;
    const note = `${ratio}nine rounds in ten within ${digits(high)} ms`;
    const cell = this.#cells[place];
    if (cell === undefined) return;
    cell.dataset.ms = String(low);
    cell.replaceChildren(element("strong", { textContent: `${digits(low)} ms` }), bar(low, 2 * native), element("small", { textContent: note }));
  }
}

/** @param {Times} times @returns {Pick<Spread, "low" | "high">}  Milliseconds. */
function ofTimes({ fastest_us, p90_us }) {
  return { low: fastest_us / 1000, high: p90_us / 1000 };
}
