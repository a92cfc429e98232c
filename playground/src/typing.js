/** What is typed for the program: during a run it goes there; before one it waits for it. */

/** @import {Project} from "./project.js" */
/** @import {Session} from "./session.js" */
/** @import {Parts} from "./template.js" */
/** @import {View} from "./view.js" */

export class Typing {
  #session;
  #view;
  /** Input that waits for the next run. */
  #kept = "";

  /** @param {Pick<Parts, "input" | "line" | "eof">} parts @param {Session} session @param {View} view */
  constructor({ input, line, eof }, session, view) {
    this.#session = session;
    this.#view = view;
    eof.addEventListener("click", () => session.endInput());
    input.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#type(`${line.value}\n`);
      line.value = "";
    });
  }

  /** Runs the program with what was typed for it, which is seen above its output. @param {Project} project */
  async run(project) {
    const typed = this.#kept;
    this.#kept = "";
    const running = this.#session.run(project, typed);
    this.#view.echo(typed);
    await running;
  }

  /** @param {string} text */
  #type(text) {
    this.#view.echo(text);
    if (this.#session.idle) this.#kept += text;
    else this.#session.input(text);
  }
}
