/** Vim's keys. Escape, as ever, ends what is typed; Tab then leaves the editor until something is typed again. */

import { Vim, getCM, vim } from "@replit/codemirror-vim";
import { EditorView, ViewPlugin } from "@codemirror/view";

/** Whoever begins to insert wants to indent with Tab. @param {EditorView} view */
function indentAgain(view) {
  getCM(view)?.on("vim-mode-change", (/** @type {{mode: string}} */ { mode }) => {
    if (mode !== "normal") view.setTabFocusMode(false);
  });
  return {};
}

export function vimKeys() {
  Vim.defineEx("write", "w", () => {});
  return [
    vim({ status: true }),
    ViewPlugin.define(indentAgain),
    EditorView.theme({ ".cm-vim-panel": { fontFamily: "var(--w-mono)", padding: "2px 12px" }, ".cm-vim-panel input": { minHeight: "0" } }),
  ];
}
