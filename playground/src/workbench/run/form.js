/** The form with the arguments, the environment and the input. */

import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @import {Original, Project} from "../../project.js" */

/** A name as POSIX has it (Base Definitions, 8.1), in either case. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*=/;

export class ProgramForm {
  #args = element("textarea", { rows: 3, spellcheck: false });
  #env = element("textarea", { rows: 3, spellcheck: false });
  #stdin = element("textarea", { rows: 5, spellcheck: false });
  #ended = element("input", { type: "checkbox" });
  #wrong = element("p", { className: "wrong", role: "alert" });
  #keep;
  /** @type {Project | null} */
  #project = null;

  /** @param {HTMLElement} room @param {(run: Original["run"] | null) => void} keep */
  constructor(room, keep) {
    this.#keep = keep;
    const { about, args, env, stdin, ended, restore } = strings.program;
    const form = element(
      "form",
      { className: "program" },
      element("p", { textContent: about }),
      labelled(args, this.#args),
      labelled(env, this.#env),
      this.#wrong,
      labelled(stdin, this.#stdin),
      element("label", { className: "check" }, this.#ended, ended),
      button(restore, () => this.#restore(), "quiet"),
    );
    form.addEventListener("input", () => this.#changed());
    room.append(form);
  }

  /** @param {Project | null} project */
  show(project) {
    this.#project = project;
    if (project === null) return;
    const { args, env, stdin, ended } = project.run;
    this.#args.value = args.join("\n");
    this.#env.value = Object.entries(env).map(([name, value]) => `${name}=${value}`).join("\n");
    this.#stdin.value = stdin;
    this.#ended.checked = ended === true;
    this.#wrong.textContent = "";
  }

  #restore() {
    this.#keep(null);
    this.show(this.#project);
  }

  #changed() {
    const variables = linesOf(this.#env.value);
    const wrong = variables.find((line) => !VARIABLE.test(line));
    this.#wrong.textContent = wrong === undefined ? "" : strings.program.notVariable(wrong);
    const env = Object.fromEntries(variables.filter((line) => VARIABLE.test(line)).map(parted));
    this.#keep({ args: linesOf(this.#args.value), env, stdin: this.#stdin.value, ended: this.#ended.checked });
  }
}

/** @param {string} text */
function linesOf(text) {
  return text.split("\n").filter((line) => line !== "");
}

/** @param {string} line @returns {[name: string, value: string]} */
function parted(line) {
  const at = line.indexOf("=");
  return [line.slice(0, at), line.slice(at + 1)];
}

/** @param {string} text @param {HTMLElement} control */
function labelled(text, control) {
  return element("label", {}, element("span", { textContent: text }), control);
}
