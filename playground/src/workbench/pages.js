/** Pages of a view, one at a time (the ARIA tabs pattern). */

import { element } from "../dom.js";

/** @typedef {{name: string, title: string, room: HTMLElement}} Page */

export class Pages {
  #list;
  /** @type {(Page & {tab: HTMLButtonElement})[]} */
  #pages;
  #shown = "";
  #onShow;

  /** @param {string} view  Names it, among others. @param {string} label @param {Page[]} pages @param {(name: string) => void} onShow */
  constructor(view, label, pages, onShow) {
    this.#onShow = onShow;
    this.#pages = pages.map((page) => {
      const tab = element("button", { type: "button", role: "tab", id: `tab-${view}-${page.name}`, textContent: page.title });
      tab.addEventListener("click", () => this.show(page.name));
      tab.setAttribute("aria-controls", `${view}-${page.name}`);
      Object.assign(page.room, { id: `${view}-${page.name}`, role: "tabpanel", hidden: true });
      page.room.setAttribute("aria-labelledby", tab.id);
      return { ...page, tab };
    });
    this.#list = element("div", { className: "pages", role: "tablist", ariaLabel: label }, ...this.#pages.map(({ tab }) => tab));
    this.#list.addEventListener("keydown", (event) => this.#move(event));
    this.elements = [this.#list, ...pages.map(({ room }) => room)];
  }

  get shown() {
    return this.#shown;
  }

  /** @param {string} name */
  show(name) {
    this.#shown = name;
    for (const page of this.#pages) {
      const shown = page.name === name;
      page.tab.ariaSelected = String(shown);
      page.tab.tabIndex = shown ? 0 : -1;
      page.room.hidden = !shown;
    }
    this.#onShow(name);
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const last = this.#pages.length - 1;
    const at = this.#pages.findIndex(({ name }) => name === this.#shown);
    const moves = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last };
    const page = this.#pages[moves[/** @type {keyof typeof moves} */ (event.key)] ?? -1];
    if (page === undefined) return;
    event.preventDefault();
    this.show(page.name);
    page.tab.focus();
  }
}
