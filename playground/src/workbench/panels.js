/** The views of the result (the ARIA tabs pattern). Output is always there; the others are loaded when first shown. */

import { element } from "../dom.js";
import { strings } from "../strings.js";

/** @import {Parts} from "../template.js" */

/**
 * @typedef {object} Panel
 * @property {string} name
 * @property {() => string} title
 * @property {(room: HTMLElement) => Promise<void>} open  Fills the view's element, once.
 */

export class Panels {
  #list;
  #rooms;
  /** @type {Map<string, {tab: HTMLButtonElement, room: HTMLElement, open: (() => Promise<void>) | null}>} */
  #panels = new Map();
  #shown = "output";

  /** @param {Parts} parts @param {HTMLElement} rooms  Where the views go. */
  constructor({ views, outputView }, rooms) {
    if (views === undefined || outputView === undefined) throw new Error("this playground has no views");
    this.#list = views;
    this.#rooms = rooms;
    views.addEventListener("keydown", (event) => this.#move(event));
    this.#put("output", strings.workbench.output, outputView, null);
  }

  /** @param {Panel} panel */
  add({ name, title, open }) {
    const room = element("div", { className: "view", role: "tabpanel", hidden: true });
    this.#rooms.append(room);
    this.#put(name, title(), room, () => open(room));
  }

  get shown() {
    return this.#shown;
  }

  /** Resolves when it is there. @param {string} name */
  async show(name) {
    const panel = this.#panels.get(name);
    if (panel === undefined) return;
    this.#shown = name;
    for (const [other, { tab, room }] of this.#panels) {
      tab.ariaSelected = String(other === name);
      tab.tabIndex = other === name ? 0 : -1;
      room.hidden = other !== name;
    }
    const { open } = panel;
    panel.open = null;
    await open?.();
  }

  /** @param {string} name @param {string} title @param {HTMLElement} room @param {(() => Promise<void>) | null} open */
  #put(name, title, room, open) {
    const chosen = name === this.#shown;
    const tab = element("button", { role: "tab", id: `tab-${name}`, textContent: title, ariaSelected: String(chosen), tabIndex: chosen ? 0 : -1 });
    room.id = `view-${name}`;
    room.setAttribute("aria-labelledby", tab.id);
    tab.setAttribute("aria-controls", room.id);
    tab.addEventListener("click", () => this.show(name));
    this.#list.append(tab);
    this.#panels.set(name, { tab, room, open });
    this.#list.hidden = this.#panels.size < 2;
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const names = [...this.#panels.keys()];
    const name = names[(names.indexOf(this.#shown) + step + names.length) % names.length] ?? "output";
    event.preventDefault();
    this.show(name);
    this.#panels.get(name)?.tab.focus();
  }
}
