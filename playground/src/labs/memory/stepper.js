/** The controls that go through a recording: buttons, a slider, and one sentence on where one is. */

import { button, element } from "../../dom.js";

export class Stepper {
  #slider = element("input", { type: "range", min: "0", max: "0", value: "0", ariaLabel: "Step" });
  #status = element("p", { className: "where", role: "status" });
  #go;
  /** @type {HTMLButtonElement[]} */
  #back;
  /** @type {HTMLButtonElement[]} */
  #on;

  /** @param {(step: number) => void} go */
  constructor(go) {
    this.#go = go;
    this.#back = [button("First", () => this.#to(0), "quiet"), button("Back", () => this.#to(this.at - 1))];
    this.#on = [button("Next", () => this.#to(this.at + 1), "primary"), button("Last", () => this.#to(this.last), "quiet")];
    this.#slider.addEventListener("input", () => this.#to(this.at));
    const buttons = element("div", { className: "buttons" }, ...this.#back, ...this.#on);
    this.element = element("div", { className: "stepper", role: "group", ariaLabel: "Steps" }, buttons, this.#slider, this.#status);
  }

  get at() {
    return Number(this.#slider.value);
  }

  get last() {
    return Number(this.#slider.max);
  }

  /** @param {number} last */
  start(last) {
    this.#slider.max = String(last);
    this.#to(0);
  }

  /** @param {string} text */
  tell(text) {
    this.#status.textContent = text;
    this.#slider.setAttribute("aria-valuetext", text);
  }

  /** @param {number} step */
  #to(step) {
    this.#slider.value = String(step);
    for (const one of this.#back) disable(one, this.at === 0);
    for (const one of this.#on) disable(one, this.at === this.last);
    this.#go(this.at);
  }
}

/** Stays in the order of Tab, so that a button that has just been pressed keeps the focus. @param {HTMLButtonElement} button @param {boolean} off */
function disable(button, off) {
  button.setAttribute("aria-disabled", String(off));
}
