/** Two texts, line by line: what only one of them has, and some of what is the same around it. */

import { diffArrays } from "diff";
import { element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @typedef {{sign: " " | "-" | "+", text: string} | {skipped: number}} Line */

const AROUND = 3;
const MOST_SHOWN = 2_000;

/** Null when they are too different to be compared in a moment. @param {string[]} before @param {string[]} after @returns {Line[] | null} */
export function compared(before, after) {
  const changes = diffArrays(before, after, { timeout: 2_000 });
  if (changes === undefined) return null;
  return changes.flatMap(({ value, added, removed }, index) => {
    if (added || removed) return value.map((text) => ({ sign: added ? /** @type {const} */ ("+") : /** @type {const} */ ("-"), text }));
    return folded(value, index > 0 ? AROUND : 0, index < changes.length - 1 ? AROUND : 0);
  });
}

/** @param {string[]} same @param {number} head @param {number} tail @returns {Line[]} */
function folded(same, head, tail) {
  const line = (/** @type {string} */ text) => ({ sign: /** @type {const} */ (" "), text });
  const skipped = same.length - head - tail;
  if (skipped <= 1) return same.map(line);
  return [...same.slice(0, head).map(line), { skipped }, ...same.slice(same.length - tail).map(line)];
}

/** Each line has its sign, so that colour is not all that tells. @param {string} label @param {string[]} before @param {string[]} after */
export function differenceList(label, before, after) {
  const lines = compared(before, after);
  if (lines === null) return element("p", { textContent: strings.compare.tooDifferent });
  const rows = lines.slice(0, MOST_SHOWN).map((line) => {
    if ("skipped" in line) return element("span", { className: "skipped", textContent: `${strings.compare.same(line.skipped)}\n` });
    return element(line.sign === "+" ? "ins" : line.sign === "-" ? "del" : "span", { textContent: `${line.sign} ${line.text}\n` });
  });
  return element("pre", { className: "difference", role: "region", ariaLabel: label, tabIndex: 0 }, ...rows);
}
