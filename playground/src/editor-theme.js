/** Colours come from custom properties, so the editor follows the site's light and dark schemes by itself. */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const chrome = EditorView.theme({
  "&": { backgroundColor: "var(--w-code-bg)", color: "var(--w-code-fg)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--w-mono)", fontSize: "13.5px", lineHeight: "var(--w-row)" },
  ".cm-content": { caretColor: "var(--w-code-fg)", paddingBlock: "10px" },
  ".cm-cursor": { borderLeftColor: "var(--w-code-fg)", borderLeftWidth: "2px" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-gutter-lint": { width: "16px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "3px 0 0 2px" },
  ".cm-lint-marker": { width: "12px", height: "12px" },
  ".cm-lineNumbers": { width: "calc(var(--w-gutter) - 16px)" },
  ".cm-lineNumbers .cm-gutterElement": { width: "100%", padding: "0 6px 0 0" },
  ".cm-gutters": { backgroundColor: "var(--w-code-bg)", color: "var(--w-muted)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--w-line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--w-selection)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--w-match)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--w-match)", outline: "1px solid var(--w-edge)" },
  ".cm-tooltip, .cm-panels": {
    backgroundColor: "var(--w-surface)",
    color: "var(--w-fg)",
    border: "1px solid var(--w-edge)",
  },
  ".cm-diagnostic": { fontFamily: "var(--w-mono)", fontSize: "13px", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--w-error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--w-warning)" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--w-error)", backgroundImage: "none" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--w-warning)", backgroundImage: "none" },
});

const highlighting = HighlightStyle.define([
  { tag: [tags.comment, tags.meta], color: "var(--w-comment)" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--w-keyword)", fontWeight: "600" },
  { tag: [tags.string, tags.character, tags.special(tags.string)], color: "var(--w-string)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--w-number)" },
  { tag: [tags.typeName, tags.className, tags.namespace], color: "var(--w-type)" },
  { tag: [tags.function(tags.variableName), tags.macroName, tags.labelName], color: "var(--w-function)" },
  { tag: tags.processingInstruction, color: "var(--w-type)" },
  { tag: tags.invalid, color: "var(--w-error)" },
]);

export const theme = [chrome, syntaxHighlighting(highlighting)];
