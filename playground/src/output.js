/**
 * The output pane: shows two streams as they come, a little each frame of the screen so that no flood holds the page
 * up, and stops at a limit until it is asked to go on.
 */

import { button, element } from "./dom.js";
import { KEPT_LIMIT, OUTPUT_LIMIT } from "./messages.js";
import { Collector } from "./rendered/collector.js";
import { strings } from "./strings.js";
import { Terminal } from "./terminal/index.js";

/** @import {Stream} from "./messages.js" */
/** @import {Kind} from "./rendered/kind.js" */
/** @import {Rendered} from "./rendered/index.js" */

/** How long one frame may spend on output. */
const BUDGET_MS = 12;
/** The same for a reader who waits for much of it. */
const LARGE_BUDGET_MS = 40;
/** Bytes between two looks at the clock. */
const SLICE = 16 * 1024;
const HIDDEN_MS = 50;
/** A frame that took longer, with the layout after it, is followed by a pause of the same length: whoever types or clicks must be answered. */
const SLOW_MS = 100;

/** @typedef {{stream: Stream, bytes: Uint8Array} | {note: string} | {echo: string}} Entry */

export class OutputPane {
  #pane;
  #terminal;
  #more = element("div", { className: "more", hidden: true });
  /** What has come and is not shown yet. @type {Entry[]} */
  #queue = [];
  /** What did not fit of the last one. @type {Entry[]} */
  #rest = [];
  #limit = OUTPUT_LIMIT;
  #written = 0;
  #decoders = newDecoders();
  #awaited = false;
  #collector = new Collector();
  /** @type {Promise<Rendered> | null} */
  #rendered = null;

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
    this.#terminal = new Terminal(pane);
    pane.style.setProperty("--w-stderr", JSON.stringify(strings.stderr));
    pane.after(this.#more);
    this.clear();
  }

  clear() {
    this.#queue = [];
    this.#limit = OUTPUT_LIMIT;
    this.#written = 0;
    this.#decoders = newDecoders();
    this.#terminal.clear();
    this.#more.hidden = true;
    this.#rendered?.then((rendered) => rendered.remove());
    this.#rendered = null;
    this.#collector = new Collector();
    this.#pane.dataset.placeholder = strings.outputEmpty;
  }

  /** @param {Stream} stream @param {Uint8Array} bytes */
  write(stream, bytes) {
    for (let at = 0; at < bytes.length; at += SLICE) this.#queue.push({ stream, bytes: bytes.subarray(at, at + SLICE) });
    this.#await();
    if (stream !== "stdout") return;
    this.#collector.add(bytes);
    this.#rendered ??= this.#render();
  }

  /** The program prints nothing more. */
  end() {
    this.#collector.end();
    this.#rendered ??= this.#render();
    this.#rendered?.then((rendered) => rendered.end());
  }

  /** A picture or a page is shown as such. */
  #render() {
    const { kind } = this.#collector;
    return kind ? this.#view(this.#collector, kind) : null;
  }

  /** @param {Collector} collector @param {Kind} kind */
  async #view(collector, kind) {
    const { Rendered } = await import("./rendered/index.js");
    return new Rendered(this.#pane, collector, kind);
  }

  /** A remark of the playground itself. @param {string} text */
  note(text) {
    this.#queue.push({ note: text });
    this.#await();
  }

  /** What was typed, as a terminal would echo it. @param {string} text */
  echo(text) {
    this.#queue.push({ echo: text });
    this.#await();
  }

  /** Shows more in the next frame. A page out of sight has none. */
  #await() {
    if (this.#awaited) return;
    this.#awaited = true;
    if (document.hidden) setTimeout(this.#show, HIDDEN_MS);
    else requestAnimationFrame(this.#show);
  }

  #show = () => {
    const began = performance.now();
    setTimeout(() => this.#shown(performance.now() - began));
    const pane = this.#pane;
    const follows = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 40;
    const until = began + (this.#limit > OUTPUT_LIMIT ? LARGE_BUDGET_MS : BUDGET_MS);
    let taken = 0;
    for (const entry of this.#queue) {
      if (this.#written >= this.#limit || performance.now() > until) break;
      this.#take(entry);
      taken++;
    }
    this.#queue.splice(0, taken, ...this.#rest.splice(0));
    this.#terminal.draw();
    this.#rendered?.then((rendered) => rendered.update());
    if (follows) pane.scrollTop = pane.scrollHeight;
    if (this.#queue.length > 0 && this.#written >= this.#limit) this.#cut();
  };

  /** @param {number} milliseconds */
  #shown(milliseconds) {
    if (milliseconds > SLOW_MS) setTimeout(() => this.#goOn(), milliseconds);
    else this.#goOn();
  }

  #goOn() {
    this.#awaited = false;
    if (this.#queue.length > 0 && this.#written < this.#limit) this.#await();
  }

  /** @param {Entry} entry */
  #take(entry) {
    if ("note" in entry) return this.#terminal.note(entry.note);
    if ("echo" in entry) return this.#terminal.write("input", entry.echo);
    const { stream, bytes } = entry;
    const shown = bytes.subarray(0, this.#limit - this.#written);
    this.#written += shown.length;
    this.#terminal.write(stream, this.#decoders[stream].decode(shown, { stream: true }));
    if (shown.length < bytes.length) this.#rest.push({ stream, bytes: bytes.subarray(shown.length) });
  }

  /** There is more than what is shown. */
  #cut() {
    if (!this.#more.hidden && this.#limit < KEPT_LIMIT) return;
    const last = this.#limit >= KEPT_LIMIT;
    const anyway = button(strings.showAnyway, () => this.#showAll());
    this.#more.replaceChildren(strings.truncated(this.#limit, last), ...(last ? [] : [anyway]));
    this.#more.hidden = false;
  }

  #showAll() {
    this.#limit = KEPT_LIMIT;
    this.#more.hidden = true;
    this.#pane.focus();
    this.#await();
  }
}

/** @returns {Record<Stream, TextDecoder>} */
function newDecoders() {
  return { stdout: new TextDecoder(), stderr: new TextDecoder() };
}
