/** The palette: a field to type in, and the commands that are meant (the ARIA combobox pattern with a list). */

import { keyLabel, keysOf } from "../../commands.js";
import { showDialog } from "../../dialog.js";
import { element } from "../../dom.js";
import { strings } from "../../strings.js";
import { search } from "./search.js";

/** @import {Command, Commands} from "../../commands.js" */
/** @import {Found} from "./search.js" */

/** The command is given when the palette is gone, so that the focus is back where it was. @param {ShadowRoot} root @param {Commands} commands */
export async function showPalette(root, commands) {
  const words = strings.palette;
  const offered = commands.available.filter(({ name }) => name !== "palette");
  /** @type {Command | undefined} */
  const chosen = await showDialog(root, words.open, (close) => new Palette(offered, close).elements);
  await chosen?.run();
}

class Palette {
  #commands;
  #choose;
  #field = element("input", { type: "text", role: "combobox", autocomplete: "off", spellcheck: false, placeholder: strings.palette.search, ariaLabel: strings.palette.search, ariaExpanded: "true", ariaAutoComplete: "list" });
  #list = element("ul", { id: "palette", className: "palette", role: "listbox", ariaLabel: strings.palette.open });
  #count = element("p", { className: "unseen", role: "status" });
  /** @type {Found[]} */
  #found = [];
  #at = 0;

  /** @param {Command[]} commands @param {(command: Command) => void} choose */
  constructor(commands, choose) {
    this.#commands = commands;
    this.#choose = choose;
    this.#field.autofocus = true;
    this.#field.setAttribute("aria-controls", this.#list.id);
    this.#field.addEventListener("input", () => this.#search());
    this.#field.addEventListener("keydown", (event) => this.#press(event));
    this.#search();
    this.elements = [this.#field, this.#list, this.#count];
  }

  #search() {
    this.#found = search(this.#commands, this.#field.value);
    this.#list.replaceChildren(...this.#found.map((found, at) => this.#row(found, at)));
    this.#count.textContent = strings.palette.found(this.#found.length);
    this.#mark(0);
  }

  /** @param {Found} found @param {number} at */
  #row({ command, pieces }, at) {
    const title = element("span", {}, ...pieces.map(({ text, matched }) => (matched ? element("b", {}, text) : text)));
    const keys = keysOf(command).slice(0, 1).map((key) => element("kbd", { textContent: keyLabel(key) }));
    const row = element("li", { id: `palette-${at}`, role: "option", ariaSelected: "false" }, title, ...keys);
    row.addEventListener("pointermove", () => this.#mark(at, false));
    row.addEventListener("click", () => this.#choose(command));
    return row;
  }

  /** @param {number} at @param {boolean} [scroll] */
  #mark(at, scroll = true) {
    this.#list.children[this.#at]?.setAttribute("aria-selected", "false");
    this.#at = at;
    const row = this.#list.children[at];
    row?.setAttribute("aria-selected", "true");
    if (row) this.#field.setAttribute("aria-activedescendant", row.id);
    else this.#field.removeAttribute("aria-activedescendant");
    if (scroll) row?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const last = this.#found.length - 1;
    const moves = { ArrowDown: this.#at === last ? 0 : this.#at + 1, ArrowUp: this.#at === 0 ? last : this.#at - 1, PageDown: Math.min(last, this.#at + 8), PageUp: Math.max(0, this.#at - 8) };
    const to = moves[/** @type {keyof typeof moves} */ (event.key)];
    const found = this.#found[this.#at];
    if (to !== undefined && last >= 0) this.#mark(to);
    else if (event.key === "Enter" && !event.isComposing && found !== undefined) this.#choose(found.command);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
