/** What every file's state has from the beginning, whatever its language and whatever the reader prefers. */

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import {
  EditorView,
  crosshairCursor,
  drawSelection,
  dropCursor,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from "@codemirror/view";
import { element } from "../dom.js";
import { strings } from "../strings.js";
import { fixHere } from "./diagnostics.js";
import { theme } from "./theme.js";

/** @import {Extension} from "@codemirror/state" */

/** After Escape, Tab leaves the editor instead of indenting, until something is typed; other keymaps see to Escape, too. */
const leaving = EditorView.domEventObservers({
  keydown({ key }, view) {
    if (key === "Escape" && view.dom.querySelector(".cm-tooltip-autocomplete") === null) view.setTabFocusMode(true);
  },
});

/**
 * A press on what is folded leaves the cursor where it is: beside a bracket the cursor has the line drawn anew, and what
 * a press began on must still be there when it ends, or it is no click.
 * @param {EditorView} view @param {(event: Event) => void} onclick
 */
function placeholderDOM({ state }, onclick) {
  const folded = { className: "cm-foldPlaceholder", textContent: "…", title: state.phrase("unfold"), ariaLabel: state.phrase("folded code") };
  return element("span", { ...folded, onclick, onmousedown: (event) => event.preventDefault() });
}

/** @returns {Extension} */
export function features() {
  return [
    leaving,
    EditorState.phrases.of(strings.editing.phrases),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(4),
    indentUnit.of("    "),
    lintGutter(),
    lineNumbers(),
    codeFolding({ placeholderDOM }),
    foldGutter({ openText: "▾", closedText: "▸" }),
    highlightSpecialChars(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    dropCursor(),
    rectangularSelection(),
    crosshairCursor(),
    indentOnInput(),
    bracketMatching(),
    keymap.of([
      { key: "Alt-Enter", run: fixHere },
      ...defaultKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    theme,
  ];
}
