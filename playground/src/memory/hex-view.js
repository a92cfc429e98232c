/** A window onto a memory: rows of bytes, their characters, and the names of what lies there. Keys move through it. */

import { strings } from "../strings.js";
import { headRow, memoryRow, told } from "./hex-rows.js";

/** @import {Memory} from "./hex-rows.js" */

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
  #onMove;

  /**
   * @param {string} label
   * @param {AbortSignal} signal
   * @param {number} [rows]
   * @param {(address: number) => void} [onMove]  Hears which byte is the active one, whenever it is drawn.
   */
  constructor(label, signal, rows = ROWS, onMove = () => {}) {
    this.#rows = rows;
    this.#onMove = onMove;
    this.element.className = "hex";
    this.#table.setAttribute("role", "grid");
    this.#table.setAttribute("aria-label", strings.memory.grid(label, rows));
    this.#about.className = "about-byte";
    this.element.append(this.#table, this.#about);
    this.#table.addEventListener("keydown", (event) => this.#key(event));
    this.#table.addEventListener("pointerdown", (event) => this.#point(event));
    const size = new ResizeObserver(([entry]) => this.#resize(entry?.contentRect.width ?? WIDE_PX));
    size.observe(this.element);
    signal.addEventListener("abort", () => size.disconnect(), { once: true });
  }

  /** The address of the byte that keys and buttons act on. */
  get active() {
    return this.#active;
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
    for (let at = this.#top; at < end && at < this.#memory.bytes.length; at += this.#width) {
      body.append(memoryRow(this.#memory, at, this.#width, this.#active));
    }
    this.#table.replaceChildren(headRow(this.#width), body);
    this.#about.textContent = told(this.#memory, this.#active);
    this.#onMove(this.#active);
  }
}
