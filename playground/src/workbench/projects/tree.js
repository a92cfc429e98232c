/** A project's files as a tree (the ARIA tree pattern): one tab stop, arrow keys, Enter shows, F2 renames, Delete deletes. */

import { element } from "../../dom.js";
import { folderOf, nameOf } from "../../projects/changes.js";
import { strings } from "../../strings.js";
import { fileItem, folderItem, pathAt } from "./tree-items.js";

/**
 * @typedef {object} Deeds
 * @property {(path: string) => void} show
 * @property {(path: string) => void} rename
 * @property {(path: string) => void} remove
 * @property {(path: string, folder: string) => void} move
 */

/** What is dragged within the tree. */
const DRAGGED = "application/x-wardian-path";

export class Tree {
  list = element("ul", { role: "tree", className: "tree", ariaLabel: strings.projects.tree });
  #deeds;
  /** @type {Set<string>} */
  #folded = new Set();
  /** The item that has the tab stop. */
  #chosen = "";
  #drawn = "";

  /** @param {Deeds} deeds */
  constructor(deeds) {
    this.#deeds = deeds;
    this.list.addEventListener("click", (event) => this.#click(event));
    this.list.addEventListener("focusin", ({ target }) => this.#choose(pathAt(target), false));
    this.list.addEventListener("dblclick", (event) => deeds.rename(pathAt(event.target)));
    this.list.addEventListener("keydown", (event) => this.#press(event));
    this.list.addEventListener("dragstart", (event) => this.#drag(event));
    this.list.addEventListener("dragover", (event) => this.#over(event));
    this.list.addEventListener("dragend", () => this.#target(null));
    this.list.addEventListener("drop", (event) => this.#drop(event));
  }

  /** The path of the file or folder that is chosen. */
  get chosen() {
    return this.#chosen;
  }

  /** Where something new belongs: the chosen folder, or the one around the chosen file. */
  get folder() {
    return this.#item(this.#chosen)?.ariaExpanded ? this.#chosen : folderOf(this.#chosen);
  }

  /** @param {string[]} paths @param {string[]} folders */
  draw(paths, folders) {
    const drawn = JSON.stringify([paths, folders]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const focused = this.list.contains(/** @type {ShadowRoot} */ (this.list.getRootNode()).activeElement);
    this.list.replaceChildren(...this.#level("", paths, folders));
    if (this.#item(this.#chosen) === null) this.#chosen = paths[0] ?? "";
    this.#choose(this.#chosen, focused);
  }

  /** The file that is shown. @param {string} path */
  mark(path) {
    for (const item of this.#items()) item.ariaSelected = String(item.dataset.path === path);
    if (this.#item(path) !== null && !this.list.matches(":focus-within")) this.#choose(path, false);
  }

  /** The folder that a place of the tree is in. @param {EventTarget | null} target */
  folderAt(target) {
    const path = pathAt(target);
    return this.#item(path)?.ariaExpanded ? path : folderOf(path);
  }

  /** @param {string} folder @param {string[]} paths @param {string[]} folders @returns {HTMLElement[]} */
  #level(folder, paths, folders) {
    const inside = folders.filter((path) => folderOf(path) === folder).map((path) => folderItem(path, !this.#folded.has(path), this.#level(path, paths, folders)));
    return [...inside, ...paths.filter((path) => folderOf(path) === folder).map(fileItem)];
  }

  /** @param {string} path @param {boolean} [focus] */
  #choose(path, focus = true) {
    this.#chosen = path;
    for (const other of this.#items()) other.tabIndex = other.dataset.path === path ? 0 : -1;
    if (focus) this.#item(path)?.focus();
  }

  /** @param {string} path @param {boolean} open */
  #fold(path, open) {
    this.#folded[open ? "delete" : "add"](path);
    const folder = this.#item(path);
    if (folder !== null) folder.ariaExpanded = String(open);
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const path = pathAt(target);
    if (path === "") return;
    this.#choose(path);
    this.#enter(path);
  }

  /** @param {string} path */
  #enter(path) {
    const { ariaExpanded = null } = this.#item(path) ?? {};
    if (ariaExpanded === null) this.#deeds.show(path);
    else this.#fold(path, ariaExpanded === "false");
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = this.#moves[event.key] ?? (/^\S$/.test(event.key) ? () => this.#seek(event.key) : null);
    if (done === null) return;
    event.preventDefault();
    done();
  }

  /** @type {Record<string, () => void>} */
  #moves = {
    ArrowDown: () => this.#step(1),
    ArrowUp: () => this.#step(-1),
    Home: () => this.#choose(this.#seen()[0] ?? ""),
    End: () => this.#choose(this.#seen().at(-1) ?? ""),
    ArrowRight: () => (this.#item(this.#chosen)?.ariaExpanded === "false" ? this.#fold(this.#chosen, true) : this.#step(1)),
    ArrowLeft: () => {
      if (this.#item(this.#chosen)?.ariaExpanded === "true") this.#fold(this.#chosen, false);
      else if (folderOf(this.#chosen) !== "") this.#choose(folderOf(this.#chosen));
    },
    Enter: () => this.#enter(this.#chosen),
    " ": () => this.#enter(this.#chosen),
    F2: () => this.#deeds.rename(this.#chosen),
    Delete: () => this.#deeds.remove(this.#chosen),
  };

  /** @param {number} by */
  #step(by) {
    const seen = this.#seen();
    this.#choose(seen[Math.min(Math.max(seen.indexOf(this.#chosen) + by, 0), seen.length - 1)] ?? "");
  }

  /** The next whose name begins so. @param {string} letter */
  #seek(letter) {
    const seen = this.#seen();
    const at = seen.indexOf(this.#chosen) + 1;
    const found = [...seen.slice(at), ...seen.slice(0, at)].find((path) => nameOf(path).toLowerCase().startsWith(letter.toLowerCase()));
    if (found !== undefined) this.#choose(found);
  }

  /** The paths that no folded folder hides. */
  #seen() {
    return this.#items().filter((one) => one.parentElement?.closest('[aria-expanded="false"]') === null).map((one) => one.dataset.path ?? "");
  }

  #items() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=treeitem]")]);
  }

  /** @param {string} path */
  #item(path) {
    return this.#items().find((one) => one.dataset.path === path) ?? null;
  }

  /** @param {DragEvent} event */
  #drag({ target, dataTransfer }) {
    dataTransfer?.setData(DRAGGED, pathAt(target));
  }

  /** @param {DragEvent} event */
  #over(event) {
    if (!event.dataTransfer?.types.includes(DRAGGED)) return;
    event.preventDefault();
    this.#target(this.folderAt(event.target));
  }

  /** @param {DragEvent} event */
  #drop(event) {
    const path = event.dataTransfer?.getData(DRAGGED) ?? "";
    this.#target(null);
    if (path === "") return;
    event.preventDefault();
    this.#deeds.move(path, this.folderAt(event.target));
  }

  /** Shows where it would go. @param {string | null} folder */
  #target(folder) {
    this.list.classList.toggle("target", folder === "");
    for (const one of this.#items()) one.classList.toggle("target", folder !== null && folder !== "" && one.dataset.path === folder);
  }
}
