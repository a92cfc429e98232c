/**
 * The tabs of a project's open files (the ARIA tabs pattern: arrow keys move, one tab stop for all). Where they can be
 * closed, Delete, a click on the cross or one with the middle button does it.
 */

import { element } from "./dom.js";
import { strings } from "./strings.js";

/**
 * @typedef {object} Choice
 * @property {(path: string) => void} show
 * @property {((path: string) => void) | null} close  null where every file stays open.
 */

export class Tabs {
  #list;
  #choice;
  /** @type {string[]} */
  #paths = [];

  /** @param {HTMLElement} list @param {Choice} choice */
  constructor(list, choice) {
    this.#list = list;
    this.#choice = choice;
    list.addEventListener("click", (event) => this.#click(event));
    list.addEventListener("auxclick", (event) => event.button === 1 && this.#close(pathOf(event)));
    list.addEventListener("keydown", (event) => this.#press(event));
  }

  get paths() {
    return this.#paths;
  }

  /** @param {string[]} paths @param {Record<string, string>} labels  By path, where it is not the path itself. */
  show(paths, labels) {
    this.#paths = [...paths];
    this.#list.replaceChildren(...paths.map((path) => this.#tab(path, labels[path] ?? path)));
  }

  /** @param {string} path */
  select(path) {
    for (const tab of this.#tabs()) {
      const selected = tab.dataset.path === path;
      tab.ariaSelected = String(selected);
      tab.tabIndex = selected ? 0 : -1;
      if (selected && this.#choice.close) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  focus() {
    this.#tabs().find(({ ariaSelected }) => ariaSelected === "true")?.focus();
  }

  /** @param {string} path @param {string} label */
  #tab(path, label) {
    const tab = element("button", { type: "button", role: "tab", textContent: label });
    tab.dataset.path = path;
    if (this.#choice.close === null) return tab;
    tab.setAttribute("aria-keyshortcuts", "Delete");
    tab.append(element("span", { className: "cross", ariaHidden: "true", title: strings.closeFile }));
    return tab;
  }

  #tabs() {
    return /** @type {HTMLElement[]} */ ([...this.#list.children]);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const path = pathOf(event);
    if (path === null) return;
    if (event.target instanceof HTMLElement && event.target.className === "cross") this.#close(path);
    else this.#choice.show(path);
  }

  /** @param {string | null} path */
  #close(path) {
    if (path !== null) this.#choice.close?.(path);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const path = pathOf(event);
    if (path === null) return;
    if (event.key === "Delete" && this.#choice.close !== null) {
      this.#close(path);
      return this.focus();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = this.#paths[(this.#paths.indexOf(path) + (step ?? 0) + this.#paths.length) % this.#paths.length];
    if (step === undefined || next === undefined) return;
    this.#choice.show(next);
    this.focus();
  }
}

/** @param {Event} event */
function pathOf({ target }) {
  const tab = target instanceof Element ? target.closest("[role=tab]") : null;
  return tab instanceof HTMLElement ? (tab.dataset.path ?? null) : null;
}
