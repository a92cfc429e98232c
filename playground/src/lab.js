/**
 * <wardian-lab name="...">: an experiment of a lesson. Each is a chunk of its own, loaded when it comes near the screen.
 * What the element holds is shown until then, and where there is no JavaScript.
 */

import { element } from "./dom.js";
import ownCss from "./lab.css";
import { labs } from "./labs/index.js";
import { strings } from "./strings.js";
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
    this.#clear();
    this.#root.replaceChildren(document.createElement("slot"));
  }

  async #mount() {
    this.#observer.disconnect();
    const { signal } = (this.#mounted = new AbortController());
    try {
      await this.#fill(signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(error);
      throw error;
    }
  }

  /** @param {AbortSignal} signal */
  async #fill(signal) {
    const name = this.getAttribute("name") ?? "";
    const load = labs[name];
    if (load === undefined) throw new Error(`There is no lab named "${name}"; there are ${Object.keys(labs).join(", ")}.`);
    const lab = await load();
    if (signal.aborted) return;
    this.#style(lab.css);
    this.#root.replaceChildren();
    await lab.mount(this.#root, { host: this, signal });
    if (!signal.aborted) this.dataset.ready = name;
  }

  /** Says why there is no lab. @param {unknown} error */
  #fail(error) {
    this.#clear();
    this.#style(ownCss);
    const retry = element("button", { type: "button", textContent: strings.retry });
    retry.addEventListener("click", () => this.#retry());
    const alert = element("div", { className: "failed", role: "alert" });
    this.#root.replaceChildren(alert);
    alert.append(element("p", { textContent: strings.labFailed(error instanceof Error ? error.message : String(error)) }), retry);
  }

  /** The button goes; who pressed it by key stays at the lab. */
  #retry() {
    this.tabIndex = -1;
    this.focus();
    this.#root.replaceChildren(document.createElement("slot"));
    return this.#mount();
  }

  /** Ends what the lab has under way. */
  #clear() {
    this.#mounted?.abort();
    this.#mounted = null;
    delete this.dataset.ready;
  }

  /** @param {string} css */
  #style(css) {
    this.#root.adoptedStyleSheets = [];
    adopt(this.#root, css);
  }
}
