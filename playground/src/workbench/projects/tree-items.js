/** The items of the tree of files. */

import { element } from "../../dom.js";
import { nameOf } from "../../projects/changes.js";

/** @param {string} path @param {boolean} open @param {HTMLElement[]} inside */
export function folderItem(path, open, inside) {
  const made = item(path, "folder");
  made.ariaExpanded = String(open);
  made.append(element("ul", { role: "group" }, ...inside));
  return made;
}

/** @param {string} path */
export function fileItem(path) {
  return item(path, "file");
}

/** The path of the item that this is in; the empty string if it is in none. @param {EventTarget | null} target */
export function pathAt(target) {
  const found = target instanceof Element ? target.closest("[role=treeitem]") : null;
  return found instanceof HTMLElement ? (found.dataset.path ?? "") : "";
}

/** @param {string} path @param {"file" | "folder"} kind */
function item(path, kind) {
  const row = element("span", { className: `entry ${kind}`, draggable: true, textContent: nameOf(path) });
  const made = element("li", { role: "treeitem", ariaLabel: nameOf(path), ariaSelected: "false", tabIndex: -1, title: path }, row);
  made.dataset.path = path;
  return made;
}
