/** Runs a program and records its memory before each of its statements. */

import { WASI, WASIProcExit } from "@bjorn3/browser_wasi_shim";
import { InputFd, OutputFd } from "../../frame/wasi-streams.js";
import { differences } from "../../memory/differences.js";
import { MAX_CHANGED, MAX_STEPS, MAX_WATCHED } from "./recording.js";

/** @import {Ending, Layout, Moment, Place, Program, Recording} from "./recording.js" */

/**
 * @typedef {{memory: WebAssembly.Memory, _start: () => unknown, wardian_globals: () => void,
 *   wardian_layout: (which: number) => number}} Exports
 */

class LimitReached extends Error {}

export class Recorder {
  /** @type {Moment[]} */
  #moments = [];
  /** @type {Place[]} */
  #places = [];
  #output = "";
  #decoder = new TextDecoder();
  #changed = 0;
  #stack = 0;
  #last = new Uint8Array();
  /** @type {Exports | null} */
  #exports = null;

  /** Rejects if the module is none of ours. @param {Program} program @returns {Promise<Recording>} */
  async record({ module, args }) {
    const print = new OutputFd((bytes) => (this.#output += this.#decoder.decode(bytes, { stream: true })));
    const empty = new InputFd({ read: () => new Uint8Array() });
    const wasi = new WASI(["program", ...args], [], [empty, print, print], { debug: false });
    const { instance } = await WebAssembly.instantiate(module, {
      wasi_snapshot_preview1: wasi.wasiImport,
      wardian: { step: this.#step.bind(this), see: this.#see.bind(this) },
    });
    const exports = (this.#exports = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports)));
    const layout = layoutOf(exports);
    exports.wardian_globals();
    const globals = this.#places.splice(0);
    this.#stack = layout.stackHigh;
    this.#last = this.#watched().slice();
    const start = this.#last.slice();
    const ending = end(wasi, exports);
    this.#keep(null);
    return { start, layout, globals, moments: this.#moments, ending };
  }

  /** @param {number} id @param {number} stack */
  #step(id, stack) {
    this.#stack = stack >>> 0;
    if (this.#moments.length >= MAX_STEPS) {
      throw new LimitReached(`The lab records ${MAX_STEPS.toLocaleString("en")} steps; the program was stopped there.`);
    }
    this.#keep(id);
    if (this.#changed > MAX_CHANGED) {
      throw new LimitReached(`The lab records ${MAX_CHANGED >> 20} MiB of changes; the program was stopped there.`);
    }
  }

  /** @param {number} variable @param {number} at @param {number} size */
  #see(variable, at, size) {
    this.#places.push({ variable, at: at >>> 0, size: size >>> 0 });
  }

  /** @param {number | null} step */
  #keep(step) {
    const now = this.#watched();
    const changes = differences(this.#last, now);
    this.#changed += changes.reduce((sum, { after }) => sum + after.length, 0);
    if (now.length > this.#last.length) this.#last = now.slice();
    else for (const { at, after } of changes) this.#last.set(after, at);
    const bytes = this.#exports?.memory.buffer.byteLength ?? 0;
    this.#moments.push({ step, stack: this.#stack, bytes, changes, places: this.#places.splice(0), output: this.#output });
    this.#output = "";
  }

  #watched() {
    const buffer = this.#exports?.memory.buffer ?? new ArrayBuffer(0);
    return new Uint8Array(buffer, 0, Math.min(buffer.byteLength, MAX_WATCHED));
  }
}

/** @param {WASI} wasi @param {Exports} exports @returns {Ending} */
function end(wasi, exports) {
  try {
    return { how: "exited", code: wasi.start({ exports }) };
  } catch (error) {
    if (error instanceof WASIProcExit) return { how: "exited", code: error.code };
    if (error instanceof LimitReached) return { how: "limit", text: error.message };
    if (!(error instanceof Error)) throw error;
    return { how: "trapped", message: error.message, stack: error.stack ?? "" };
  }
}

/** @param {Exports} exports @returns {Layout} */
function layoutOf({ wardian_layout: place }) {
  const [stackLow, stackHigh, dataStart, dataEnd, heapStart] = [0, 1, 2, 3, 4].map((which) => place(which) >>> 0);
  return /** @type {Layout} */ ({ stackLow, stackHigh, dataStart, dataEnd, heapStart });
}
