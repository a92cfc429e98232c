/** A window onto a memory: rows of bytes, their characters, and the names of what lies there. Keys move through it. */

import { bandAt, hex } from "./bands.js";

/** @import {Band} from "./bands.js" */

/**
 * @typedef {object} Memory
 * @property {Uint8Array} bytes
 * @property {Band[]} bands
 * @property {(address: number) => boolean} changed
 * @property {{name: string, at: number, size: number}[]} names
 * @property {number} [stack]  The stack pointer.
 */

const ROWS = 16;
const WIDE_PX = 640;
/** @type {Readonly<Record<string, (row: number) => number>>} */
const MOVES = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (row) => -row,
  ArrowDown: (row) => row,
  PageUp: (row) => -ROWS * row,
  PageDown: (row) => ROWS * row,
};

export class HexView {
  element = document.createElement("div");
  /** @type {Memory} */
  #memory = { bytes: new Uint8Array(), bands: [], changed: () => false, names: [] };
  #table = document.createElement("table");
  #about = document.createElement("p");
  #top = 0;
  #active = 0;
  #width = 16;
  #rows;

  /** @param {string} label @param {AbortSignal} signal @param {number} [rows] */
  constructor(label, signal, rows = ROWS) {
    this.#rows = rows;
    this.element.className = "hex";
    this.#table.setAttribute("role", "grid");
    this.#table.setAttribute("aria-label", `${label}. Arrow keys move from byte to byte, Page Up and Page Down by ${rows} rows.`);
    this.#about.className = "about-byte";
    this.element.append(this.#table, this.#about);
    this.#table.addEventListener("keydown", (event) => this.#key(event));
    this.#table.addEventListener("pointerdown", (event) => this.#point(event));
    const size = new ResizeObserver(([entry]) => this.#resize(entry?.contentRect.width ?? WIDE_PX));
    size.observe(this.element);
    signal.addEventListener("abort", () => size.disconnect(), { once: true });
  }

  /** @param {Memory} memory */
  show(memory) {
    this.#memory = memory;
    this.#draw();
  }

  /** Brings an address into the window and makes it the active one. @param {number} address */
  reveal(address) {
    const { length } = this.#memory.bytes;
    if (length === 0) return;
    this.#active = Math.min(Math.max(address, 0), length - 1);
    const row = this.#active - (this.#active % this.#width);
    const last = this.#top + (this.#rows - 1) * this.#width;
    if (row < this.#top || row > last) this.#top = this.#clamp(row - this.#width * 2);
    this.#draw();
  }

  /** @param {number} rows  Up when negative. */
  scroll(rows) {
    this.#top = this.#clamp(this.#top + rows * this.#width);
    this.#active = this.#top;
    this.#draw();
  }

  /** @param {number} top */
  #clamp(top) {
    const last = Math.max(0, this.#memory.bytes.length - this.#rows * this.#width);
    const aligned = top - (((top % this.#width) + this.#width) % this.#width);
    return Math.min(Math.max(aligned, 0), last);
  }

  /** @param {number} px */
  #resize(px) {
    const width = px >= WIDE_PX ? 16 : 8;
    if (width === this.#width) return;
    this.#width = width;
    this.#top = this.#clamp(this.#top);
    this.reveal(this.#active);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const by = MOVES[event.key]?.(this.#width);
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = this.#active + by;
    if (to < 0 || to >= this.#memory.bytes.length) return;
    const row = to - (to % this.#width);
    if (row < this.#top) this.#top = this.#clamp(row);
    if (row >= this.#top + this.#rows * this.#width) this.#top = this.#clamp(row - (this.#rows - 1) * this.#width);
    this.#active = to;
    this.#draw();
    this.#focus();
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const cell = event.target instanceof Element ? event.target.closest("td[data-at]") : null;
    if (!(cell instanceof HTMLElement)) return;
    this.#active = Number(cell.dataset.at);
    event.preventDefault();
    this.#draw();
    this.#focus();
  }

  #focus() {
    const cell = this.#table.querySelector("[tabindex='0']");
    if (cell instanceof HTMLElement) cell.focus({ preventScroll: true });
  }

  #draw() {
    const end = this.#top + this.#rows * this.#width;
    if (this.#active < this.#top || this.#active >= end) this.#active = this.#top;
    const body = document.createElement("tbody");
    for (let at = this.#top; at < end && at < this.#memory.bytes.length; at += this.#width) body.append(this.#row(at));
    this.#table.replaceChildren(this.#head(), body);
    this.#about.textContent = this.#tell(this.#active);
  }

  #head() {
    const row = document.createElement("tr");
    row.append(cell("th", "Address", "address"));
    for (let i = 0; i < this.#width; i++) row.append(cell("th", i.toString(16).toUpperCase(), "column"));
    row.append(cell("th", "Text", "text"), cell("th", "Names", "names"));
    for (const head of row.children) head.setAttribute("scope", "col");
    const head = document.createElement("thead");
    head.append(row);
    return head;
  }

  /** @param {number} from */
  #row(from) {
    const row = document.createElement("tr");
    const band = bandAt(this.#memory.bands, from) ?? bandAt(this.#memory.bands, from + this.#width - 1);
    const address = cell("th", hex(from), "address");
    address.setAttribute("scope", "row");
    row.dataset.band = band?.name ?? "none";
    address.append(cell("span", band?.title ?? "", "band"));
    row.append(address);
    let text = "";
    for (let at = from; at < from + this.#width; at++) {
      const byte = this.#memory.bytes[at];
      if (byte === undefined) break;
      row.append(this.#byte(at, byte));
      text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
    }
    row.append(cell("td", text, "text"), cell("td", this.#named(from), "names"));
    return row;
  }

  /** @param {number} at @param {number} byte */
  #byte(at, byte) {
    const { changed, names, bands, stack } = this.#memory;
    const made = cell("td", byte.toString(16).padStart(2, "0"), byte === 0 ? "byte zero" : "byte");
    made.dataset.at = String(at);
    made.dataset.band = bandAt(bands, at)?.name ?? "none";
    made.tabIndex = at === this.#active ? 0 : -1;
    made.classList.toggle("changed", changed(at));
    made.classList.toggle("named", names.some((name) => at >= name.at && at < name.at + name.size));
    made.classList.toggle("pointer", at === stack);
    made.classList.toggle("active", at === this.#active);
    return made;
  }

  /** @param {number} from */
  #named(from) {
    const { names } = this.#memory;
    return names.filter(({ at }) => at >= from && at < from + this.#width).map(({ name }) => name).join(", ");
  }

  /** One sentence on a byte. @param {number} at */
  #tell(at) {
    const { bytes, bands, changed, names } = this.#memory;
    const byte = bytes[at];
    if (byte === undefined) return "";
    const owner = names.find((name) => at >= name.at && at < name.at + name.size);
    const parts = [
      `${hex(at)} is address ${at.toLocaleString("en")}, in page ${Math.floor(at / 65_536)}`,
      bandAt(bands, at)?.title.toLowerCase(),
      owner && `byte ${at - owner.at} of ${owner.name}`,
      `value ${byte}`,
      changed(at) && "just changed",
    ];
    return `${parts.filter(Boolean).join(", ")}.`;
  }
}

/** @param {"th" | "td" | "span"} tag @param {string} text @param {string} name */
function cell(tag, text, name) {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = name;
  return made;
}
