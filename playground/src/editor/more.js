/** What nobody needs before the first key is pressed: completion, search, and the editor's commands. It is fetched after the rest. */

import { autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, selectedCompletion } from "@codemirror/autocomplete";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";

/** @import {Extension} from "@codemirror/state" */
/** @import {EditorView} from "@codemirror/view" */

export { command } from "./commands.js";

/** What is there in full needs no completing: the key then does what it does elsewhere. @param {EditorView} view */
function passOver(view) {
  const { state } = view;
  const label = selectedCompletion(state)?.label ?? "";
  const { head } = state.selection.main;
  if (label !== "" && state.sliceDoc(head - label.length, head) === label) closeCompletion(view);
  return false;
}

/** @type {Extension} */
export const more = [
  Prec.highest(keymap.of([{ key: "Enter", run: passOver }])),
  autocompletion({ icons: false }),
  closeBrackets(),
  highlightSelectionMatches(),
  search({ top: true }),
  keymap.of([...closeBracketsKeymap, ...searchKeymap]),
];
