/** The divider between the text and the results: dragged, or moved by the arrow keys (the ARIA window splitter pattern). */

import { LEAST_HEIGHT, SHARES, divide, divided, keepDivided } from "../../divided.js";
import { strings } from "../../strings.js";

/** @import {Bench} from "../bench.js" */
/** @import {Divided} from "../../divided.js" */

/** How far an arrow key moves it, in percent and in pixels. */
const STEPS = { share: 2, height: 24 };

/** @param {Bench} bench */
export function furnishDivider({ parts, commands }) {
  const { panes, divider, source } = parts;
  if (panes === undefined || divider === undefined) return;
  const made = new Divider(panes, divider, source);
  commands.add({ name: "divider", title: () => strings.workbench.commands.divider, run: () => made.reset() });
}

class Divider {
  #panes;
  #divider;
  #source;

  /** @param {HTMLElement} panes @param {HTMLElement} divider @param {HTMLElement} source */
  constructor(panes, divider, source) {
    this.#panes = panes;
    this.#divider = divider;
    this.#source = source;
    divider.addEventListener("pointerdown", (event) => this.#drag(event));
    divider.addEventListener("keydown", (event) => this.#press(event));
    divider.addEventListener("dblclick", () => this.reset());
    new ResizeObserver(() => this.#tell()).observe(source);
  }

  /** Where it stands if nobody moves it. */
  reset() {
    this.#put(this.#beside ? { share: null } : { height: null });
    this.#keep();
  }

  /** Whether the results are beside the text. */
  get #beside() {
    return this.#divider.clientHeight > this.#divider.clientWidth;
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.#divider.focus({ preventScroll: true });
    this.#divider.setPointerCapture(event.pointerId);
    const move = (/** @type {PointerEvent} */ { clientX, clientY }) => this.#to(clientX, clientY);
    const drop = () => {
      this.#divider.removeEventListener("pointermove", move);
      delete this.#divider.dataset.held;
      this.#keep();
    };
    this.#divider.dataset.held = "true";
    this.#divider.addEventListener("pointermove", move);
    this.#divider.addEventListener("lostpointercapture", drop, { once: true });
  }

  /** @param {number} x @param {number} y */
  #to(x, y) {
    const { left, top } = this.#source.getBoundingClientRect();
    if (this.#beside) this.#put({ share: (100 * (x - left)) / this.#width });
    else this.#put({ height: y - top });
  }

  /** Of the text and the results together. */
  get #width() {
    return this.#panes.getBoundingClientRect().right - this.#source.getBoundingClientRect().left;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const { clientHeight } = this.#source;
    if (event.key === "Enter") this.reset();
    else if (event.key === "Home") this.#put({ share: SHARES.least, height: LEAST_HEIGHT });
    else if (event.key === "End") this.#put({ share: SHARES.most, height: this.#tallest });
    else if (step === undefined) return;
    else if (this.#beside) this.#put({ share: this.#share + step * STEPS.share });
    else this.#put({ height: clientHeight + step * STEPS.height });
    event.preventDefault();
    this.#keep();
  }

  get #share() {
    return Math.round((100 * this.#source.clientWidth) / this.#width);
  }

  get #tallest() {
    return Math.max(LEAST_HEIGHT, Math.round(innerHeight * 0.9));
  }

  /** Only the direction in which it moves now is changed. @param {Partial<Divided>} wanted */
  #put({ share = null, height = null }) {
    const now = divided();
    const within = (/** @type {number | null} */ value, /** @type {number} */ least, /** @type {number} */ most) =>
      value === null ? null : Math.round(Math.min(most, Math.max(least, value)) * 10) / 10;
    this.#held = this.#beside
      ? { ...now, share: within(share, SHARES.least, SHARES.most) }
      : { ...now, height: within(height, LEAST_HEIGHT, this.#tallest) };
    divide(this.#panes, this.#held);
  }

  /** @type {Divided} */
  #held = divided();

  #keep() {
    keepDivided(this.#held);
    this.#tell();
  }

  /** For who cannot see it. */
  #tell() {
    const divider = this.#divider;
    const beside = this.#beside;
    divider.ariaOrientation = beside ? "vertical" : "horizontal";
    divider.ariaValueMin = String(beside ? SHARES.least : 0);
    divider.ariaValueMax = String(beside ? SHARES.most : 100);
    const share = beside ? this.#share : Math.round((100 * this.#source.clientHeight) / Math.max(1, innerHeight));
    divider.ariaValueNow = String(Math.min(100, share));
  }
}
