/** A question about what the program prints. The program itself gives the answer: it is run, and compared. */

import { matches, optionsOf } from "./answer.js";
import { element } from "./dom.js";
import { strings } from "./strings.js";

/** @import {Recorder} from "./recorder.js" */

export class Quiz {
  #field;
  #verdict = element("p", { className: "verdict", role: "status" });

  /** @param {HTMLFieldSetElement} field @param {HTMLElement} host */
  constructor(field, host) {
    this.#field = field;
    const options = optionsOf(host.getAttribute("options"));
    const choices = options.length > 0 ? options.map(choice) : [written()];
    const legend = element("legend", { textContent: host.getAttribute("ask") ?? "" });
    field.replaceChildren(legend, element("div", { className: "choices" }, ...choices), this.#verdict);
    field.addEventListener("input", () => this.#say("none", ""));
  }

  /** What the reader thinks, or null; then they are asked to say so. */
  guess() {
    const chosen = /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (
      this.#field.querySelector("input:checked") ?? this.#field.querySelector("textarea")
    );
    if (chosen !== null && chosen.value.trim() !== "") return chosen.value;
    this.#say("none", strings.chooseFirst);
    /** @type {HTMLElement | null} */ (this.#field.querySelector("input, textarea"))?.focus();
    return null;
  }

  begin() {
    this.#say("none", "");
  }

  /** @param {string} guess @param {Recorder} run */
  judge(guess, run) {
    if (!run.finished) return this.#say("none", strings.noAnswer);
    const printed = run.text("stdout");
    if (matches(guess, printed)) this.#say("right", strings.right);
    else this.#say("wrong", strings.wrong(printed.trim()));
  }

  /** @param {"right" | "wrong" | "none"} verdict @param {string} text */
  #say(verdict, text) {
    this.#verdict.dataset.verdict = verdict;
    this.#verdict.textContent = text;
  }
}

/** @param {string} option */
function choice(option) {
  const radio = element("input", { type: "radio", name: "choice", value: option });
  return element("label", { className: "choice" }, radio, element("span", { textContent: option }));
}

function written() {
  const text = element("textarea", { rows: 1, spellcheck: false, placeholder: strings.answerHint });
  text.autocapitalize = "off";
  return element("label", { className: "written" }, element("span", { textContent: strings.answer }), text);
}
