/** Tables and bars of what was measured. */

import { element } from "../dom.js";

/** A bar from zero, of which a full one is `whole`. @param {number} value @param {number} whole */
export function bar(value, whole) {
  const made = element("span", { className: "bar" });
  made.setAttribute("aria-hidden", "true");
  made.style.setProperty("--share", String(Math.min(1, Math.max(0.004, value / whole))));
  return made;
}

/**
 * A table with explicit roles, as browsers forget those of one that is laid out in another way on a narrow screen.
 * @param {string} caption @param {string[]} titles @param {HTMLTableRowElement[]} rows
 */
export function table(caption, titles, rows) {
  const head = element("tr", {}, ...titles.map((title) => element("th", { scope: "col", textContent: title })));
  const made = element("table", {}, element("caption", { textContent: caption }), element("thead", {}, head), element("tbody", {}, ...rows));
  for (const [selector, role] of ROLES) for (const part of made.querySelectorAll(selector)) part.setAttribute("role", role);
  made.setAttribute("role", "table");
  return made;
}

/** @type {readonly (readonly [selector: string, role: string])[]} */
const ROLES = [
  ["thead, tbody", "rowgroup"],
  ["tr", "row"],
  ["thead th", "columnheader"],
  ["tbody th", "rowheader"],
  ["td", "cell"],
];

/** A cell that says the title of its column where the table's head is not to be seen. @param {string} label @param {...(Node | string)} content */
export function cell(label, ...content) {
  const made = element("td", {}, ...content);
  made.dataset.label = label;
  return made;
}
