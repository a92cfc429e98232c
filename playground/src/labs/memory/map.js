/** The whole memory as one strip: its bands in proportion, its pages, and a button that goes to each band. */

import { PAGE, hex } from "../../memory/bands.js";
import { button, element } from "../../dom.js";

/** @import {Band} from "../../memory/bands.js" */

const KIB = 1024;

export class MemoryMap {
  #strip = element("div", { className: "strip", role: "img" });
  #pages = element("div", { className: "pages", ariaHidden: "true" });
  #legend = element("ul", { className: "legend", ariaLabel: "Parts of the memory" });
  element = element("div", { className: "map" }, this.#strip, this.#pages, this.#legend);
  #go;

  /** @param {(address: number) => void} go */
  constructor(go) {
    this.#go = go;
  }

  /** @param {Band[]} bands @param {number} bytes  The size of the memory. */
  show(bands, bytes) {
    const pages = bytes / PAGE;
    this.#strip.setAttribute("aria-label", `${pages} pages of 64 KiB: ${bands.map(told).join(", ")}`);
    this.#strip.replaceChildren(...pieces(bands, bytes));
    this.#pages.replaceChildren(...Array.from({ length: pages }, (_, i) => element("span", {}, pages > 8 ? "" : `page ${i}`)));
    const items = bands.map((band) => this.#item(band));
    if (items.length === this.#legend.children.length) items.forEach((item, i) => this.#update(i, item));
    else this.#legend.replaceChildren(...items);
  }

  /** Keeps the focus where it is. @param {number} i @param {HTMLElement} item */
  #update(i, item) {
    const old = this.#legend.children[i];
    if (old?.textContent !== item.textContent) old?.replaceWith(item);
  }

  /** @param {Band} band */
  #item(band) {
    const go = button(told(band), () => this.#go(band.name === "free" ? band.to - 1 : band.from), "quiet");
    const sample = element("i");
    sample.dataset.band = band.name;
    go.prepend(sample);
    return element("li", {}, go);
  }
}

/** The bands and the gaps between them. @param {Band[]} bands @param {number} bytes */
function pieces(bands, bytes) {
  const made = [];
  let at = 0;
  for (const { name, from, to } of bands) {
    if (from > at) made.push(piece("none", from - at));
    made.push(piece(name, to - from));
    at = to;
  }
  if (bytes > at) made.push(piece("none", bytes - at));
  return made;
}

/** @param {string} name @param {number} bytes */
function piece(name, bytes) {
  const made = element("span");
  made.dataset.band = name;
  made.style.flexGrow = String(bytes);
  return made;
}

/** @param {Band} band */
function told({ title, from, to }) {
  const bytes = to - from;
  const size = bytes < KIB ? `${bytes} bytes` : `${Math.round(bytes / KIB).toLocaleString("en")} KiB`;
  return `${title} from ${hex(from)}, ${size}`;
}
