/**
 * <wardian-lab name="...">: an experiment of a lesson. Each is a chunk of its own, loaded when it comes near the screen.
 * What the element holds is shown until then, and where there is no JavaScript.
 */

import { labs } from "./labs/index.js";
import { adopt } from "./style.js";

/**
 * @typedef {object} Lab
 * @property {string} css
 * @property {(root: ShadowRoot, options: {host: HTMLElement, signal: AbortSignal}) => void | Promise<void>} mount
 *   Fills the root. `signal` is aborted when the element leaves the page: end workers and timers then.
 */

const NEAR = "600px";

export class WardianLab extends HTMLElement {
  /** @type {AbortController | null} */
  #mounted = null;
  #root = this.attachShadow({ mode: "open" });
  #observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && this.#mount(), { rootMargin: NEAR });

  constructor() {
    super();
    this.#root.append(document.createElement("slot"));
  }

  connectedCallback() {
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    this.#mounted?.abort();
    this.#mounted = null;
    this.#root.replaceChildren(document.createElement("slot"));
  }

  async #mount() {
    this.#observer.disconnect();
    const name = this.getAttribute("name") ?? "";
    const load = labs[name];
    if (load === undefined) throw new Error(`There is no lab named "${name}"; there are ${Object.keys(labs).join(", ")}.`);
    const { signal } = (this.#mounted = new AbortController());
    const lab = await load();
    if (signal.aborted) return;
    this.#root.adoptedStyleSheets = [];
    adopt(this.#root, lab.css);
    this.#root.replaceChildren();
    await lab.mount(this.#root, { host: this, signal });
    this.dataset.ready = name;
  }
}
