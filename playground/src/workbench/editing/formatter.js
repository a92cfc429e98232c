/** Has the runner lay out the project's files. What is typed meanwhile wins. */

import { ApiError } from "../../api.js";
import { connect } from "../../backend/index.js";
import { strings } from "../../strings.js";

/** @import {Bench} from "../bench.js" */

export class Formatter {
  #bench;
  #busy = false;

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
  }

  async format() {
    if (this.#busy) return;
    this.#busy = true;
    this.#bench.view.result(strings.editing.formatting);
    try {
      await this.#ask();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#bench.view.result(error.status === 0 ? strings.unreachable : error.message);
    } finally {
      this.#busy = false;
    }
  }

  async #ask() {
    const { view, code } = this.#bench;
    const { api } = await connect();
    const project = this.#bench.project();
    if (api === null || project === null) return view.result(strings.editing.formatNeedsRunner);
    const before = { ...project.files };
    code.remember();
    const { files, diagnostics } = await api.format({ language: project.language, files: before });
    const same = this.#bench.project() === project && Object.keys(files).every((path) => project.files[path] === before[path]);
    if (!same) return view.result(strings.editing.formatStale);
    if (diagnostics.length > 0) view.problems(diagnostics, "");
    await code.rewrite(files);
    const { formatted, formattedExcept } = strings.editing;
    view.result(diagnostics.length > 0 ? formattedExcept : formatted(Object.keys(files).length));
  }
}
