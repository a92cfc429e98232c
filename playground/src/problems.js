/** The list of a build's diagnostics: choosing one, or another place that it speaks of, goes there. */

import { strings } from "./strings.js";

/** @import {Diagnostic, Fix, Note} from "./api.js" */

/**
 * The program's text, seen from here.
 * @typedef {object} Places
 * @property {(path: string) => string} label  What the page calls a file.
 * @property {(place: Pick<Diagnostic, "file" | "line" | "column">) => void} jump
 * @property {((fix: Fix) => void) | null} apply  Null where the text cannot be changed.
 */

/** @param {HTMLElement} list @param {Diagnostic[]} diagnostics @param {Places} places */
export function showProblems(list, diagnostics, places) {
  list.replaceChildren(...diagnostics.map((diagnostic) => item(diagnostic, places)));
}

/** @param {Diagnostic} diagnostic @param {Places} places */
function item(diagnostic, places) {
  const { severity, message } = diagnostic;
  const row = document.createElement("li");
  row.dataset.severity = severity;
  row.append(line("problem", strings.severity[severity], message, diagnostic, places));
  const spans = diagnostic.spans.filter(({ label }) => label !== "");
  row.append(
    ...spans.map((span) => line("problem beside", strings.severity.note, span.label, span, places)),
    ...diagnostic.notes.map((note) => line("problem beside", strings.note[note.kind], note.message, note, places)),
  );
  const actions = [...explained(diagnostic), ...fixed(diagnostic, places)];
  if (actions.length > 0) {
    const bar = document.createElement("div");
    bar.className = "remedies";
    bar.append(...actions);
    row.append(bar);
  }
  return row;
}

/** @param {string} className @param {string} mark @param {string} message @param {Pick<Note, "file" | "line" | "column">} place @param {Places} places */
function line(className, mark, message, place, places) {
  const placed = place.file !== null && place.line !== null;
  const body = document.createElement(placed ? "button" : "div");
  body.className = className;
  body.append(text("b", mark), " ", text("span", message));
  if (place.file !== null && place.line !== null) {
    body.append(" ", text("small", strings.place(places.label(place.file), place.line)));
    body.addEventListener("click", () => places.jump(place));
  }
  return body;
}

/** @param {Diagnostic} diagnostic */
function explained({ code, explanation }) {
  if (explanation === null || code === null) return [];
  const link = document.createElement("a");
  link.href = explanation;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = strings.explain(code);
  return [link];
}

/** @param {Diagnostic} diagnostic @param {Places} places */
function fixed({ fixes }, { apply }) {
  if (apply === null) return [];
  return fixes.map((fix) => {
    const button = document.createElement("button");
    button.append(text("b", strings.apply), " ", text("span", fix.message));
    button.addEventListener("click", () => apply(fix));
    return button;
  });
}

/** @param {string} tag @param {string} content */
function text(tag, content) {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
