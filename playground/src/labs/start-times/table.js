/** The table: a row for each way to keep programs apart, a column for each place where its start was measured. */

import { element } from "../../dom.js";
import { bar, cell, table } from "../measured.js";
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

export function makeTable() {
  const titles = ["What", ...PLACES.map(([, label]) => label)];
  return table("What each way to keep programs apart shares, and what it costs to start", titles, rows.map(makeRow));
}

/** @param {Row} row */
function makeRow(row) {
  const about = element("small", { textContent: `Has of its own: ${row.own}. Shares: ${row.shared}.` });
  const made = element("tr", {}, element("th", { scope: "row" }, row.title, about), ...PLACES.map(emptyCell));
  made.dataset.row = row.name;
  showPublished(made, row);
  if ("none" in row.browser) showNone(made, "browser", row.browser.none);
  if ("none" in row.runner) showNone(made, "runner", row.runner.none);
  return made;
}

/** @param {readonly [Place, string]} column */
function emptyCell([place, label]) {
  const made = cell(label, "…");
  made.dataset.place = place;
  return made;
}

/** @param {HTMLElement} row @param {Row} about */
function showPublished(row, { published }) {
  const link = element("a", { href: published.url, textContent: published.source });
  showFigure(row, "published", published.us, [`${published.what} (`, link, ")"], published.text);
}

/**
 * @param {ParentNode} row
 * @param {Place} place
 * @param {number} us
 * @param {(Node | string)[]} note
 * @param {string} [words]
 */
export function showFigure(row, place, us, note, words = inWords(us)) {
  const cell = cellOf(row, place);
  cell.dataset.us = String(us);
  cell.replaceChildren(element("strong", { textContent: words }), bar(share(us), 1), element("small", {}, ...note));
}

/** @param {ParentNode} row @param {Place} place @param {string} why */
export function showNone(row, place, why) {
  const cell = cellOf(row, place);
  delete cell.dataset.us;
  cell.replaceChildren(element("small", { textContent: why }));
}

/** @param {ParentNode} row @param {Place} place */
function cellOf(row, place) {
  return /** @type {HTMLElement} */ (row.querySelector(`[data-place=${place}]`));
}
