/** A compiler's diagnostics in the text: what is underlined, what is said of it, and the fixes to choose from. */

import { forEachDiagnostic, openLintPanel } from "@codemirror/lint";
import { element } from "../dom.js";
import { strings } from "../strings.js";
import { offset } from "./places.js";

/** @import {Action, Diagnostic as Mark} from "@codemirror/lint" */
/** @import {EditorState} from "@codemirror/state" */
/** @import {EditorView} from "@codemirror/view" */
/** @import {Diagnostic, Fix} from "../api.js" */

/** @param {EditorState} state @param {Diagnostic} diagnostic @param {((fix: Fix) => void) | null} apply  Null where the text cannot be changed. @returns {Mark} */
export function markOf(state, diagnostic, apply) {
  const { severity, message, line, column, end_line, end_column, fixes } = diagnostic;
  const from = offset(state.doc, line ?? 1, column ?? 1);
  const to = end_line !== null && end_column !== null ? offset(state.doc, end_line, end_column) : from;
  return {
    from,
    to: Math.max(from, to),
    severity: severity === "note" ? "info" : severity,
    message,
    renderMessage: () => told(diagnostic),
    actions: apply === null ? [] : fixes.map((fix) => ({ name: fix.message, apply: () => apply(fix) })),
  };
}

/** Applies the fix at the cursor or else on its line; of several, the reader chooses. @param {EditorView} view */
export function fixHere(view) {
  const fixes = fixesAt(view.state);
  const [only] = fixes;
  if (only === undefined) return false;
  if (fixes.length > 1) return openLintPanel(view);
  only.action.apply(view, only.from, only.to);
  return true;
}

/** @param {EditorState} state */
function fixesAt(state) {
  const { head } = state.selection.main;
  const { from: start, to: end } = state.doc.lineAt(head);
  /** @type {{action: Action, from: number, to: number}[]} */
  const line = [];
  forEachDiagnostic(state, ({ actions = [] }, from, to) => {
    if (from <= end && to >= start) line.push(...actions.map((action) => ({ action, from, to })));
  });
  const here = line.filter(({ from, to }) => from <= head && head <= to);
  return here.length > 0 ? here : line;
}

/** @param {Diagnostic} diagnostic */
function told({ message, spans, notes, code, explanation }) {
  const said = element("div", { className: "told" }, element("p", { textContent: message }));
  const labels = spans.map(({ label }) => label).filter((label) => label !== "" && label !== message);
  said.append(...labels.map((textContent) => element("p", { textContent })));
  said.append(...notes.map((note) => element("p", {}, element("b", { textContent: `${strings.note[note.kind]} ` }), note.message)));
  if (code === null || explanation === null) return said;
  said.append(element("a", { href: explanation, target: "_blank", rel: "noopener", textContent: strings.explain(code) }));
  return said;
}
