/** The list of a build's diagnostics; choosing one goes to its line. */

import { strings } from "./strings.js";

/** @import {Diagnostic} from "./api.js" */

/**
 * @param {HTMLElement} list
 * @param {Diagnostic[]} diagnostics
 * @param {(path: string) => string} labelOf
 * @param {(diagnostic: Diagnostic) => void} jump
 */
export function showProblems(list, diagnostics, labelOf, jump) {
  list.replaceChildren(...diagnostics.map((diagnostic) => item(diagnostic, labelOf, jump)));
}

/** @param {Diagnostic} diagnostic @param {(path: string) => string} labelOf @param {(diagnostic: Diagnostic) => void} jump */
function item(diagnostic, labelOf, jump) {
  const { severity, message, file, line } = diagnostic;
  const row = document.createElement("li");
  row.dataset.severity = severity;
  const placed = file !== null && line !== null;
  const body = document.createElement(placed ? "button" : "div");
  body.className = "problem";
  const mark = text("b", strings.severity[severity]);
  const what = text("span", message);
  body.append(mark, " ", what);
  if (placed) {
    body.append(" ", text("small", strings.place(labelOf(file), line)));
    body.addEventListener("click", () => jump(diagnostic));
  }
  row.append(body);
  return row;
}

/** @param {string} tag @param {string} content */
function text(tag, content) {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
