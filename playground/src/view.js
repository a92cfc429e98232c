/** Shows a session: the state of the buttons, the status line, the output, the problems, the live address. */

import { button } from "./dom.js";
import { IDLE } from "./machine.js";
import { Notices } from "./notices.js";
import { OutputPane } from "./output.js";
import { showProblems } from "./problems.js";
import { progressOf, ready } from "./progress.js";
import { strings } from "./strings.js";

/** @import {Diagnostic, Fix} from "./api.js" */
/** @import {State} from "./machine.js" */
/** @import {Stream} from "./messages.js" */
/** @import {Screen} from "./session.js" */
/** @import {Parts} from "./template.js" */

/**
 * The program text, seen from a list of diagnostics.
 * @typedef {object} Places
 * @property {(diagnostics: Diagnostic[]) => void} mark
 * @property {(place: Pick<Diagnostic, "file" | "line" | "column">) => void} jump
 * @property {((fix: Fix) => Promise<boolean>) | null} apply  Resolves to whether the text was still as it was built.
 * @property {(path: string) => string} label  What the page calls a file.
 */

/** @implements {Screen} */
export class View {
  #parts;
  #output;
  #places;
  /** Whether this language can be built here. */
  #buildable = true;
  /** Whether input can only be given before a program runs. */
  #beforehand = false;
  /** Whether the program is one that reads its input. */
  #interactive = true;
  #notices;
  /** @type {State} */
  #state = IDLE;

  /** @param {Parts} parts @param {Places} places */
  constructor(parts, places) {
    this.#parts = parts;
    this.#places = places;
    this.#notices = new Notices(parts.notice);
    this.#output = new OutputPane(parts.output);
    this.buildable(true);
  }

  /** @param {State} state */
  state(state) {
    const { run, deploy, stop, input, picker, line } = this.#parts;
    const idle = state.at === "idle";
    const waiting = state.at === "running" && state.waiting;
    const focused = run.matches(":focus") || deploy?.matches(":focus") || stop.matches(":focus");
    run.disabled = !idle || !this.#buildable;
    if (deploy) deploy.disabled = run.disabled;
    if (picker) picker.disabled = !idle;
    stop.disabled = idle;
    const asks = this.#interactive || waiting;
    input.hidden = !asks || (this.#beforehand ? !idle : state.at !== "running");
    input.dataset.waiting = String(waiting);
    if (waiting) line.focus({ preventScroll: true });
    else if (focused) (idle ? run : stop).focus({ preventScroll: true });
    if (!idle && this.#state.at === "idle") this.#reveal();
    if (idle && this.#state.at === "running") this.#output.end();
    if (idle) this.#parts.output.style.removeProperty("min-height");
    this.#state = state;
    if (!idle) this.#busy(progressOf(state));
  }

  /** @param {boolean} buildable */
  buildable(buildable) {
    this.#buildable = buildable;
    this.#parts.status.dataset.placeholder = buildable ? ready() : "";
    this.state(this.#state);
  }

  /** @param {boolean} interactive */
  interactive(interactive) {
    this.#interactive = interactive || this.#parts.picker !== undefined;
    this.state(this.#state);
  }

  /** Names a runner that is not this site's, and takes away what needs one if there is none. @param {string | null} runner @param {boolean} deployable */
  builtBy(runner, deployable) {
    const { builder, deploy } = this.#parts;
    builder.hidden = !runner;
    if (runner) builder.textContent = strings.builtBy(new URL(runner).host);
    if (deploy) deploy.hidden = !deployable;
  }

  /** This browser cannot send input to a running program: ask for it before. */
  inputBeforehand() {
    this.#beforehand = true;
    this.#parts.line.placeholder = strings.inputBeforehand;
    this.#parts.eof.hidden = true;
    this.state(this.#state);
  }

  /** Removes the last result; the address of a deployment stays, and so does the room that the output took. */
  clear() {
    const { output } = this.#parts;
    output.style.minHeight = `${output.getBoundingClientRect().height}px`;
    this.#output.clear();
    this.problems([], "");
    this.result("");
  }

  /** Makes room for another project. */
  empty() {
    this.clear();
    this.#parts.live.hidden = true;
  }

  /** @param {Stream} stream @param {Uint8Array} bytes */
  output(stream, bytes) {
    this.#output.write(stream, bytes);
  }

  /** @param {string} text */
  echo(text) {
    this.#output.echo(text);
  }

  /** @param {string} text */
  result(text) {
    this.#parts.status.textContent = text;
    this.#parts.status.dataset.failed = "false";
  }

  /** Leads from the result to the line it came from. @param {{file: string, line: number, column: number}} place */
  whereabouts({ file, line, column }) {
    const go = button(strings.goTo(this.#places.label(file), line), () => this.#places.jump({ file, line, column }), "link");
    this.#parts.status.append(" ", go);
  }

  /** One more sentence on how it went. @param {string} text */
  add(text) {
    this.#parts.status.append(" ", text);
  }

  /** @param {string} text */
  failure(text) {
    this.result(text);
    this.#parts.status.dataset.failed = "true";
  }

  /** @param {Diagnostic[]} diagnostics @param {string} log */
  problems(diagnostics, log) {
    const list = this.#parts.problems;
    const { label, jump, apply } = this.#places;
    const applied = apply && (async (/** @type {Fix} */ fix) => ((await apply(fix)) ? undefined : this.result(strings.stale)));
    showProblems(list, diagnostics, { label, jump, apply: applied });
    this.#places.mark(diagnostics);
    list.hidden = diagnostics.length === 0;
    if (diagnostics.length === 0 && log !== "") this.#output.note(log);
  }

  /** What the builder has to say, below the text; the empty string removes it. @param {string} text */
  notice(text) {
    this.#notices.show("builder", text);
  }

  /** What there is to say about the text itself; the empty string removes it. @param {string} text */
  remark(text) {
    this.#notices.show("text", text);
  }

  /** Where the results are below the editor, they must not stay below the screen as well. */
  #reveal() {
    const { editor, results, status } = this.#parts;
    if (!results.contains(status) || results.getBoundingClientRect().top < editor.getBoundingClientRect().bottom) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    results.scrollIntoView({ block: "nearest", behavior: still ? "instant" : "smooth" });
  }

  /** @param {string} text */
  #busy(text) {
    const spinner = document.createElement("span");
    spinner.className = "spinner";
    this.#parts.status.replaceChildren(spinner, text);
    this.#parts.status.dataset.failed = "false";
  }
}
