/** The table: a row for each way to keep programs apart, a column for each place where its start was measured. */

import { inWords, share } from "./figure.js";
import { rows } from "./rows.js";

/** @import {Row} from "./rows.js" */

/** @typedef {"published" | "browser" | "runner"} Place */

/** @type {readonly (readonly [Place, string])[]} */
const PLACES = [
  ["published", "Published"],
  ["browser", "This browser"],
  ["runner", "This runner"],
];

/** Explicit roles, as browsers forget those of a table that is laid out in another way on a narrow screen. */
export function makeTable() {
  const table = make("table", { role: "table" });
  const caption = make("caption", {}, "What each way to keep programs apart shares, and what it costs to start");
  const head = make("tr", { role: "row" });
  head.append(heading("What"), ...PLACES.map(([, label]) => heading(label)));
  const groups = [make("thead", { role: "rowgroup" }), make("tbody", { role: "rowgroup" })];
  groups[0]?.append(head);
  groups[1]?.append(...rows.map(makeRow));
  table.append(caption, ...groups);
  return table;
}

/** @param {Row} row */
function makeRow(row) {
  const element = make("tr", { role: "row" });
  element.dataset.row = row.name;
  const title = make("th", { role: "rowheader", scope: "row" });
  title.append(row.title, make("small", {}, `Has of its own: ${row.own}. Shares: ${row.shared}.`));
  element.append(title, ...PLACES.map(([place, label]) => emptyCell(place, label)));
  showPublished(element, row);
  if ("none" in row.browser) showNone(element, "browser", row.browser.none);
  if ("none" in row.runner) showNone(element, "runner", row.runner.none);
  return element;
}

/** @param {Place} place @param {string} label */
function emptyCell(place, label) {
  const cell = make("td", { role: "cell" });
  cell.dataset.place = place;
  cell.dataset.label = label;
  cell.textContent = "…";
  return cell;
}

/** @param {HTMLElement} element @param {Row} row */
function showPublished(element, { published }) {
  const cell = showFigure(element, "published", published.us, `${published.what} (`, published.text);
  const link = make("a", { href: published.url }, published.source);
  cell.querySelector("small")?.append(link, ")");
}

/**
 * @param {ParentNode} row
 * @param {Place} place
 * @param {number} us
 * @param {string} note
 * @param {string} [words]
 */
export function showFigure(row, place, us, note, words = inWords(us)) {
  const cell = cellOf(row, place);
  cell.dataset.us = String(us);
  const bar = make("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(share(us)));
  cell.replaceChildren(make("strong", {}, words), bar, make("small", {}, note));
  return cell;
}

/** @param {ParentNode} row @param {Place} place @param {string} why */
export function showNone(row, place, why) {
  const cell = cellOf(row, place);
  delete cell.dataset.us;
  cell.replaceChildren(make("small", {}, why));
}

/** @param {ParentNode} row @param {Place} place */
function cellOf(row, place) {
  return /** @type {HTMLElement} */ (row.querySelector(`[data-place=${place}]`));
}

/** @param {string} text */
function heading(text) {
  return make("th", { role: "columnheader", scope: "col" }, text);
}

/** @param {string} tag @param {Record<string, string>} attributes @param {string} [text] */
function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== "") element.textContent = text;
  return element;
}
