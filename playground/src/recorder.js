/** Keeps what one run shows, on its way to the screen, for whoever judges the whole of it. */

import { OUTPUT_LIMIT } from "./messages.js";

/** @import {Diagnostic} from "./api.js" */
/** @import {State} from "./machine.js" */
/** @import {Stream} from "./messages.js" */
/** @import {Screen} from "./session.js" */

/** @implements {Screen} */
export class Recorder {
  #screen;
  #quiet;
  /** @type {State["at"]} */
  #at = "idle";
  /** @type {Record<Stream, Uint8Array[]>} */
  #written = { stdout: [], stderr: [] };
  #room = OUTPUT_LIMIT;
  /** Whether the program ran to an end of its own. */
  finished = false;
  /** How long it ran, as far as the page can tell. */
  milliseconds = 0;
  #began = 0;

  /** @param {Screen} screen @param {{quiet: boolean}} options  `quiet`: the program's output is not for the screen. */
  constructor(screen, { quiet }) {
    this.#screen = screen;
    this.#quiet = quiet;
  }

  /** At most OUTPUT_LIMIT bytes. @param {Stream} stream */
  bytes(stream) {
    const chunks = this.#written[stream];
    const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  /** @param {Stream} stream */
  text(stream) {
    return new TextDecoder().decode(this.bytes(stream));
  }

  clear() {
    this.#written = { stdout: [], stderr: [] };
    this.#room = OUTPUT_LIMIT;
    this.finished = false;
    this.#screen.clear();
  }

  /** @param {State} state */
  state(state) {
    if (state.at === "running" && this.#at !== "running") this.#began = performance.now();
    this.#at = state.at;
    this.#screen.state(state);
  }

  /** @param {Stream} stream @param {Uint8Array} bytes */
  output(stream, bytes) {
    const kept = bytes.subarray(0, Math.max(0, this.#room));
    this.#room -= kept.length;
    this.#written[stream].push(kept);
    if (!this.#quiet) this.#screen.output(stream, bytes);
  }

  /** @param {string} text */
  result(text) {
    if (this.#at === "running") {
      this.finished = true;
      this.milliseconds = performance.now() - this.#began;
    }
    this.#screen.result(text);
  }

  /** @param {string} text */
  failure(text) {
    this.#screen.failure(text);
  }

  /** @param {Diagnostic[]} diagnostics @param {string} log */
  problems(diagnostics, log) {
    this.#screen.problems(diagnostics, log);
  }
}
