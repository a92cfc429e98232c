/** The CodeMirror editor, in a chunk of its own: one state for each file, and the build's diagnostics in the text. */

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState, Prec } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { theme } from "./editor-theme.js";
import { strings } from "./strings.js";

/** @import {Extension} from "@codemirror/state" */
/** @import {Diagnostic} from "./api.js" */
/** @import {Language} from "./languages/index.js" */

/**
 * @typedef {object} Options
 * @property {ShadowRoot} root
 * @property {HTMLElement} parent
 * @property {(path: string, text: string) => void} onEdit
 * @property {() => void} onRun
 */

export class Editor {
  #view;
  #options;
  /** @type {Map<string, EditorState>} */
  #states = new Map();
  #path = "";

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
    this.#view = new EditorView({ root: options.root, parent: options.parent });
  }

  /** Opens a project's files; the first is shown. @param {Language} language @param {Record<string, string>} files */
  async open(language, files) {
    const extensions = [...this.#common(), await language.support()];
    this.#states = new Map(
      Object.entries(files).map(([path, doc]) => [path, EditorState.create({ doc, extensions })]),
    );
    this.#path = "";
    this.show(Object.keys(files)[0] ?? "");
  }

  /** @param {string} path */
  show(path) {
    this.#keep();
    const state = this.#states.get(path);
    if (state === undefined) return;
    this.#path = path;
    this.#view.setState(state);
  }

  /** Marks the lines of every file. @param {Diagnostic[]} diagnostics */
  mark(diagnostics) {
    this.#keep();
    for (const [path, state] of this.#states) {
      const marks = diagnostics.filter(({ file }) => file === path).map((diagnostic) => markOf(state, diagnostic));
      const transaction = state.update(setDiagnostics(state, marks));
      this.#states.set(path, transaction.state);
      if (path === this.#path) this.#view.update([transaction]);
    }
  }

  /** Puts the cursor at a place of the shown file. @param {number} line @param {number | null} column */
  jump(line, column) {
    const at = offset(this.#view.state, line, column ?? 1);
    this.#view.dispatch({ selection: EditorSelection.cursor(at), effects: EditorView.scrollIntoView(at, { y: "center" }) });
    this.#view.focus();
  }

  #keep() {
    if (this.#path !== "") this.#states.set(this.#path, this.#view.state);
  }

  /** @returns {Extension[]} */
  #common() {
    const { onEdit, onRun } = this.#options;
    const run = () => (onRun(), true);
    return [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
      lineNumbers(),
      lintGutter(),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      history(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of("    "),
      bracketMatching(),
      closeBrackets(),
      EditorState.tabSize.of(4),
      keymap.of([
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...lintKeymap,
        indentWithTab,
      ]),
      EditorView.contentAttributes.of({ "aria-label": strings.editor }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) onEdit(this.#path, state.doc.toString());
      }),
      theme,
    ];
  }
}

/** @param {EditorState} state @param {number} line @param {number} column Both start at 1. */
function offset(state, line, column) {
  const { from, to } = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  return Math.min(from + Math.max(column - 1, 0), to);
}

/** @param {EditorState} state @param {Diagnostic} diagnostic @returns {import("@codemirror/lint").Diagnostic} */
function markOf(state, { severity, message, line, column, end_line, end_column }) {
  const from = offset(state, line ?? 1, column ?? 1);
  const to = end_line !== null && end_column !== null ? offset(state, end_line, end_column) : from;
  return { from, to: Math.max(from, to), severity: severity === "note" ? "info" : severity, message };
}
