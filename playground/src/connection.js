/** What an element has to do with the world: the page's builder, and a place of its own to run programs in. */

import { ApiError } from "./api.js";
import { connect } from "./backend/index.js";
import { languageNamed } from "./languages/index.js";
import { Runtime } from "./runtime.js";
import { strings } from "./strings.js";

/** @import {LanguageStatus} from "./api.js" */
/** @import {View} from "./view.js" */

/** Asked once for everything on the page. @type {Promise<LanguageStatus[]> | null} */
let asking = null;

export class Connection {
  #view;
  /** @type {Promise<Runtime> | null} */
  #connecting = null;

  /** @param {View} view */
  constructor(view) {
    this.#view = view;
  }

  runtime() {
    this.#connecting ??= this.#connect();
    return this.#connecting;
  }

  /** Gets the sandbox ready at the first sign of interest, so that the first run is quick. @param {string} name */
  async prepare(name) {
    const language = languageNamed(name);
    if (language === null) return;
    try {
      await (await this.runtime()).prepare(language.runtime);
    } catch {
      // Nobody asked yet; a run will say what is wrong.
    }
  }

  /** Says who builds, and whether this language can be built. @param {string} name */
  async judge(name) {
    const backend = await connect();
    this.#view.builtBy(backend.runner, backend.api !== null);
    try {
      asking ??= backend.languages();
      const status = (await asking).find((language) => language.name === name);
      if (status === undefined) return;
      const label = languageNamed(name)?.label ?? name;
      this.#view.buildable(status.available);
      this.#view.notice(status.available ? "" : strings.unavailable(label, status.reason ?? ""));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      asking = null;
      this.#view.notice(strings.unreachable);
    }
  }

  close() {
    this.#connecting?.then((runtime) => runtime.close(), () => {});
    this.#connecting = null;
  }

  async #connect() {
    try {
      const runtime = new Runtime((await connect()).sandbox);
      if (!(await runtime.connect())) this.#view.inputBeforehand();
      return runtime;
    } catch (error) {
      this.#connecting = null;
      throw error;
    }
  }
}
