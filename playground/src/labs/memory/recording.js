/** What a run leaves behind: the memory at its start and what each statement changed. */

/** @import {Change} from "../../memory/differences.js" */

/**
 * @typedef {{variable: number, at: number, size: number}} Place  Where a variable is; an index of Instrumented.variables.
 * @typedef {object} Moment  The state just before a statement; after the program's end, the last.
 * @property {number | null} step  An index of Instrumented.steps, null at the end.
 * @property {number} stack  The stack pointer.
 * @property {number} bytes  The size of the memory.
 * @property {Change[]} changes  Since the moment before.
 * @property {Place[]} places  Variables that came to be since the moment before.
 * @property {string} output  Printed since the moment before.
 * @typedef {{how: "exited", code: number} | {how: "trapped", message: string, stack: string} | {how: "limit", text: string}} Ending
 * @typedef {{stackLow: number, stackHigh: number, dataStart: number, dataEnd: number, heapStart: number}} Layout  Addresses.
 * @typedef {{start: Uint8Array, layout: Layout, globals: Place[], moments: Moment[], ending: Ending}} Recording
 * @typedef {{module: ArrayBuffer, args: string[]}} Program
 */

export const MAX_STEPS = 2_000;
/** Bytes of memory that are looked at after each statement: the first 64 pages. */
export const MAX_WATCHED = 64 * 65_536;
/** Bytes that all changes together may be long. */
export const MAX_CHANGED = 16 * 1024 * 1024;

/** Goes through a recording, forwards and backwards. */
export class Replay {
  /** The memory's first MAX_WATCHED bytes as they are at the moment. */
  memory;
  at = 0;

  /** @param {Recording} recording */
  constructor(recording) {
    this.recording = recording;
    const largest = Math.max(...recording.moments.map(({ bytes }) => bytes));
    this.memory = new Uint8Array(Math.min(largest, MAX_WATCHED));
    this.memory.set(recording.start);
  }

  get moment() {
    return /** @type {Moment} */ (this.recording.moments[this.at]);
  }

  get last() {
    return this.recording.moments.length - 1;
  }

  /** @param {number} to */
  go(to) {
    const target = Math.min(Math.max(to, 0), this.last);
    while (this.at < target) {
      this.at++;
      for (const { at, after } of this.moment.changes) this.memory.set(after, at);
    }
    while (this.at > target) {
      for (const { at, before } of this.moment.changes) this.memory.set(before, at);
      this.at--;
    }
  }

  /** Where every variable is that has been met so far; the newest last. @returns {Place[]} */
  places() {
    const met = this.recording.moments.slice(0, this.at + 1).flatMap(({ places }) => places);
    return [...this.recording.globals, ...met];
  }

  output() {
    return this.recording.moments.slice(0, this.at + 1).map(({ output }) => output).join("");
  }
}
