/** Times that were measured several times over, as tables and bars tell them. */

import { element } from "../dom.js";

/** `low` and `high` hold four fifths of the values between them. @typedef {{median: number, low: number, high: number}} Spread */

/** @param {number[]} values @returns {Spread} */
export function spreadOf(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (/** @type {number} */ share) => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return { median: at(0.5), low: at(0.1), high: at(0.9) };
}

/** Two or three significant digits. @param {number} value */
export function digits(value) {
  return Number(value.toPrecision(value < 100 ? 2 : 3)).toString();
}

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
