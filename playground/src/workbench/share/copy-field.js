/** A text that is there to be copied, with the button that does. */

import { copied } from "../../clipboard.js";
import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";

export class CopyField {
  #said = element("span", { className: "copied", role: "status" });
  #field;

  /** @param {string} name  What it holds. @param {{lines?: number}} [options] */
  constructor(name, { lines = 1 } = {}) {
    const shared = { readOnly: true, ariaLabel: name };
    this.#field = lines === 1 ? element("input", shared) : element("textarea", { ...shared, rows: lines });
    this.#field.spellcheck = false;
    this.#field.addEventListener("focus", () => this.#field.select());
    const copy = button(strings.sharing.copy, () => this.#copy(), "primary");
    copy.ariaLabel = `${strings.sharing.copy}: ${name}`;
    this.row = element("div", { className: "to-copy" }, this.#field, copy, this.#said);
  }

  /** @param {string} text */
  set text(text) {
    this.#field.value = text;
    this.#said.textContent = "";
  }

  async #copy() {
    const done = await copied(this.#field.value);
    if (!done) this.#field.select();
    this.#said.textContent = done ? strings.copied : strings.sharing.copyFailed;
  }
}
