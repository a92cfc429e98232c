/** What an editor can be told to do by name. */

import { startCompletion } from "@codemirror/autocomplete";
import { indentLess, indentMore, redo, toggleComment, undo } from "@codemirror/commands";
import { foldAll, foldCode, unfoldAll, unfoldCode } from "@codemirror/language";
import { nextDiagnostic, openLintPanel } from "@codemirror/lint";
import { gotoLine, openSearchPanel, selectNextOccurrence } from "@codemirror/search";
import { fixHere } from "./diagnostics.js";

/** @import {Command, EditorView} from "@codemirror/view" */

export const commands = {
  find: openSearchPanel,
  replace,
  line: gotoLine,
  complete: startCompletion,
  comment: toggleComment,
  another: selectNextOccurrence,
  fold: foldCode,
  unfold: unfoldCode,
  foldAll,
  unfoldAll,
  fix: fixHere,
  problem: nextDiagnostic,
  problems: openLintPanel,
  undo,
  redo,
  indent: indentMore,
  outdent: indentLess,
  reveal,
};

/** @typedef {keyof typeof commands} CommandName */

/** @type {Record<CommandName, Command>} */
const checked = commands;

/** Does it in the view, which gets the focus, unless a panel takes it. @param {EditorView} view @param {CommandName} name */
export function command(view, name) {
  view.focus();
  return checked[name](view);
}

/** To where the cursor is. @param {EditorView} view */
function reveal(view) {
  view.dispatch({ scrollIntoView: true });
  return true;
}

/** @param {EditorView} view */
function replace(view) {
  openSearchPanel(view);
  const field = view.dom.querySelector('.cm-search [name="replace"]');
  if (field instanceof HTMLInputElement) field.select();
  return true;
}
