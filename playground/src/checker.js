/** Has the text checked while it is typed: at most once a second, and never more than the newest of it. */

import { connect } from "./backend/index.js";
import { ApiError } from "./api.js";
import { settings } from "./settings.js";

/** @import {Code} from "./code.js" */
/** @import {Project} from "./project.js" */

/** Whoever types on within it is not done yet. */
const PAUSE_MS = 300;

/** As long as the runner would let the next check wait. */
const INTERVAL_MS = 1000;

export class Checker {
  #code;
  /** Tells this editor from others at the same address. */
  #name = crypto.randomUUID?.() ?? String(Math.random());
  #task = new AbortController();
  #timer = 0;
  #last = -Infinity;

  /** @param {Code} code */
  constructor(code) {
    this.#code = code;
  }

  /** The text has changed: what was asked of the text before is of no use. @param {Project} project */
  typed(project) {
    this.stop();
    if (!settings.all.check) return;
    const { signal } = (this.#task = new AbortController());
    const wait = Math.max(PAUSE_MS, this.#last + INTERVAL_MS - performance.now());
    this.#timer = window.setTimeout(() => this.#check(project, signal), wait);
  }

  /** Nothing is asked any more, and no answer is heard. */
  stop() {
    clearTimeout(this.#timer);
    this.#task.abort();
  }

  /** @param {Project} project @param {AbortSignal} signal */
  async #check({ language, content: { files, binary } }, signal) {
    this.#last = performance.now();
    try {
      const backend = await connect();
      const diagnostics = await backend.check({ language, files, binary }, this.#name, signal);
      if (!signal.aborted && diagnostics !== null) await this.#code.mark(diagnostics, "check");
    } catch (error) {
      if (!signal.aborted && !(error instanceof ApiError)) throw error;
    }
  }
}
