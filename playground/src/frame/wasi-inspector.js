/** Looks at a program's memory: how it grows while the program calls its host, and what is in it at the end. */

import { MEMORY_LIMIT } from "../messages.js";
import { report } from "./worker-port.js";

/** @import {Inspection} from "../messages.js" */

const MOST_STEPS = 1_000;

export class Inspector {
  /** @type {WebAssembly.Memory | null} */
  #memory = null;
  #began = 0;
  /** @type {Inspection["growth"]} */
  #growth = [];
  /** @type {Inspection["values"]} */
  #values = null;

  /** Host functions that look at the memory's size when they are called; one that suspends cannot be wrapped. @param {Record<string, any>} functions */
  watched(functions) {
    const wrapped = Object.entries(functions).map(([name, host]) => {
      if (typeof host !== "function") return [name, host];
      return [name, (/** @type {unknown[]} */ ...args) => {
        this.#look();
        return host(...args);
      }];
    });
    return Object.fromEntries(wrapped);
  }

  /** @param {WebAssembly.Instance} instance */
  begin({ exports: { memory } }) {
    this.#memory = memory instanceof WebAssembly.Memory ? memory : null;
    this.#began = performance.now();
    this.#look();
  }

  /** @param {unknown} result  As JavaScript has it: nothing, a number, or several in an array. */
  returned(result) {
    const values = result === undefined ? [] : Array.isArray(result) ? result : [result];
    this.#values = values.map((value) => (Object.is(value, -0) ? "-0" : String(value)));
  }

  report() {
    this.#look();
    const all = this.#memory === null ? new Uint8Array() : new Uint8Array(this.#memory.buffer);
    report({ type: "inspected", bytes: all.slice(0, MEMORY_LIMIT), size: all.length, growth: this.#growth, values: this.#values });
  }

  #look() {
    const size = this.#memory?.buffer.byteLength ?? 0;
    if (this.#growth.at(-1)?.[1] === size || this.#growth.length >= MOST_STEPS) return;
    this.#growth.push([performance.now() - this.#began, size]);
  }
}
