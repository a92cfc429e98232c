/** Counts down to a time, second by second, while somebody can see it. */

import { element } from "../../dom.js";
import { strings } from "../../strings.js";

export class Countdown {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  #end = 0;
  #onEnd;
  #shown = element("time", { className: "left", role: "timer" });

  /** @param {() => void} onEnd */
  constructor(onEnd) {
    this.#onEnd = onEnd;
    this.element = this.#shown;
    this.#shown.ariaLabel = strings.deployment.leftLabel;
  }

  /** @param {string} end  As ISO 8601 has it. */
  to(end) {
    this.#end = Date.parse(end);
    this.#shown.dateTime = end;
    this.#shown.title = strings.when(new Date(end));
    this.stop();
    this.#timer = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  stop() {
    clearInterval(this.#timer);
  }

  #tick() {
    if (!this.#shown.isConnected && this.#shown.textContent !== "") return this.stop();
    const left = this.#end - Date.now();
    this.#shown.textContent = strings.deployment.leftOf(left);
    this.#shown.classList.toggle("soon", left < 300_000);
    if (left > 0) return;
    this.stop();
    this.#onEnd();
  }
}
