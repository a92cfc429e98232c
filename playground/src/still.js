/**
 * A file's text as it is shown until the editor is loaded: lines with their numbers, in the editor's own measures,
 * so that nothing moves when it takes over.
 */

import { element } from "./dom.js";
import { strings } from "./strings.js";

/** @import {Range} from "./fence.js" */

/** Text with the highlighter's class for it. @typedef {{kind: string, text: string}} Token */

/**
 * @param {string} text
 * @param {Element | null} code  The same text, highlighted; it may leave out what is hidden.
 * @param {Range[]} hidden
 * @param {() => void} unfold
 */
export function still(text, code, hidden, unfold) {
  const plain = text.replace(/\n$/, "").split("\n");
  const tokens = match(plain, hidden, code === null ? [] : linesOf(code));
  const rows = plain.map((_, at) => {
    const range = hidden.find(([first, last]) => first <= at + 1 && at + 1 <= last);
    if (range === undefined) return row(at + 1, tokens[at] ?? []);
    return range[0] === at + 1 ? fold(range, unfold) : "";
  });
  return element("code", {}, ...rows);
}

/** A button in the place of hidden lines. @param {Range} range @param {() => void} unfold */
export function fold([first, last], unfold) {
  const button = element("button", { type: "button", className: "fold", textContent: strings.unfold(last - first + 1) });
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    unfold();
  });
  return button;
}

/** @param {number} number @param {Token[]} tokens */
function row(number, tokens) {
  const line = element("span", { className: "row" });
  line.dataset.line = String(number);
  line.append(...tokens.map(({ kind, text }) => (kind === "" ? text : element("span", { className: kind }, text))), "\n");
  return line;
}

/**
 * Tokens for each line. Lines that the highlighted text does not have, blank ones at its ends for example, are plain.
 * @param {string[]} plain @param {Range[]} hidden @param {Token[][]} lines
 */
function match(plain, hidden, lines) {
  const isHidden = (/** @type {number} */ number) => hidden.some(([first, last]) => first <= number && number <= last);
  const whole = lines.length >= plain.length;
  let next = 0;
  return plain.map((text, at) => {
    const tokens = whole || !isHidden(at + 1) ? lines[next] : undefined;
    if (tokens?.map((token) => token.text).join("") !== text) return [{ kind: "", text }];
    next += 1;
    return tokens;
  });
}

/** @param {Element} code @returns {Token[][]} */
function linesOf(code) {
  /** @type {Token[][]} */
  const lines = [[]];
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    const kind = parent === null || parent === code ? "" : parent.className;
    const [head = "", ...tail] = (node.textContent ?? "").split("\n");
    lines.at(-1)?.push({ kind, text: head });
    for (const text of tail) lines.push([{ kind, text }]);
  }
  if (lines.at(-1)?.every(({ text }) => text === "")) lines.pop();
  return lines.map((line) => line.filter(({ text }) => text !== ""));
}
