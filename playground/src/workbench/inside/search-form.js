/** Searches a memory for text, bytes or a number. */

import { hex } from "../../memory/bands.js";
import { findAll, patternOf } from "../../memory/search.js";
import { element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @import {Kind} from "../../memory/search.js" */

const MOST = 10_000;
const KINDS = /** @type {const} */ (["text", "bytes", "i32", "i64", "f32", "f64", "i16", "i8"]);

export class SearchForm {
  #kind = element("select", { ariaLabel: strings.inside.search.kind }, ...KINDS.map((value) => element("option", { value, textContent: nameOf(value) })));
  #text = element("input", { type: "search", ariaLabel: strings.inside.search.what, placeholder: strings.inside.search.what, spellcheck: false, autocomplete: "off" });
  #said = element("output", { className: "saying" });
  element = element("form", { className: "search", role: "search" }, this.#kind, this.#text, element("button", { textContent: strings.inside.search.find }), this.#said);
  #go;
  #bytes = new Uint8Array();
  #last = "";
  #at = -1;

  /** @param {(address: number) => void} go */
  constructor(go) {
    this.#go = go;
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#find();
    });
  }

  /** @param {Uint8Array<any>} bytes */
  open(bytes) {
    this.#bytes = bytes;
    this.#last = "";
  }

  /** The first place, and at each further time the next one. */
  #find() {
    const words = strings.inside.search;
    const kind = /** @type {Kind} */ (this.#kind.value);
    const pattern = patternOf(kind, this.#text.value);
    if (pattern === null) return this.#tell(words.wrong(nameOf(kind)));
    const found = findAll(this.#bytes, pattern, MOST);
    const asked = `${kind} ${this.#text.value}`;
    this.#at = asked === this.#last ? (this.#at + 1) % Math.max(1, found.length) : 0;
    this.#last = asked;
    const place = found[this.#at];
    if (place === undefined) return this.#tell(words.nowhere);
    this.#go(place);
    this.#tell(words.found(this.#at + 1, found.length, hex(place), found.length === MOST));
  }

  /** @param {string} text */
  #tell(text) {
    this.#said.textContent = text;
  }
}

/** @param {Kind} kind */
function nameOf(kind) {
  const { text, bytes } = strings.inside.search;
  return kind === "text" ? text : kind === "bytes" ? bytes : kind;
}
