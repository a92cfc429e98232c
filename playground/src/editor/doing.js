/** What is done in the shown file for the reader: it is seen where it happens, and the keyboard stays in the text. */

import { isolateHistory } from "@codemirror/commands";
import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { revealing } from "../hidden.js";

/** @import {Change} from "./places.js" */

/** Puts the cursor there. @param {EditorView} view @param {number} at */
export function goTo(view, at) {
  view.dispatch({ selection: EditorSelection.cursor(at), effects: shown(view, at) });
  view.focus();
}

/** In one step, as far as undoing it goes. @param {EditorView} view @param {Change[]} changes */
export function change(view, changes) {
  const effects = shown(view, changes[0]?.from ?? 0);
  view.dispatch({ changes, effects, annotations: isolateHistory.of("full"), userEvent: "input.fix" });
  view.focus();
}

/** As if it was typed. @param {EditorView} view @param {string} text */
export function type(view, text) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const insert = () => state.update(state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  const handled = state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
  if (!handled) view.dispatch(insert());
  view.focus();
}

/** @param {EditorView} view @param {number} at */
function shown(view, at) {
  return [...revealing(view.state, [at]), EditorView.scrollIntoView(at, { y: "center" })];
}
