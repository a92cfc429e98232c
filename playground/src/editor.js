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
import { hide, revealing } from "./hidden.js";
import { strings } from "./strings.js";

/** @import {LanguageSupport} from "@codemirror/language" */
/** @import {Extension} from "@codemirror/state" */
/** @import {Diagnostic} from "./api.js" */
/** @import {Fence} from "./fence.js" */

/** How files are shown. @typedef {Pick<Fence, "labels" | "hidden">} Look */

/**
 * @typedef {object} Options
 * @property {ShadowRoot} root
 * @property {boolean} readonly
 * @property {string} hint  The id of what says how to leave the editor.
 * @property {(path: string, text: string) => void} onEdit
 * @property {() => void} onRun
 */

export class Editor {
  #view;
  #options;
  /** @type {Map<string, EditorState>} */
  #states = new Map();
  #path = "";
  /** @type {Record<string, string>} */
  #labels = {};

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
    this.#view = new EditorView({ root: options.root });
  }

  get dom() {
    return this.#view.dom;
  }

  /** @param {LanguageSupport} support @param {Record<string, string>} files @param {Look} look */
  open(support, files, { labels, hidden }) {
    this.#labels = labels;
    const extensions = [...this.#common(), support];
    this.#path = "";
    this.#states = new Map(
      Object.entries(files).map(([path, doc]) => [
        path,
        EditorState.create({ doc, extensions: [...extensions, hide(doc, hidden[path] ?? [])] }),
      ]),
    );
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
      const effects = revealing(state, marks.map(({ from }) => from));
      const transaction = state.update(setDiagnostics(state, marks), { effects });
      this.#states.set(path, transaction.state);
      if (path === this.#path) this.#view.update([transaction]);
    }
  }

  /** Puts the cursor at a place of the shown file. @param {number} line @param {number | null} column */
  jump(line, column) {
    const at = offset(this.#view.state, line, column ?? 1);
    this.#view.dispatch({
      selection: EditorSelection.cursor(at),
      effects: [...revealing(this.#view.state, [at]), EditorView.scrollIntoView(at, { y: "center" })],
    });
    this.#view.focus();
  }

  /** Puts the cursor where the pointer is, if it is in the text. @param {{x: number, y: number}} point */
  point(point) {
    const at = this.#view.posAtCoords(point, false);
    this.#view.dispatch({ selection: EditorSelection.cursor(at) });
    this.#view.focus();
  }

  /** For who came by the keyboard: Tab goes on, until something is typed. */
  visit() {
    this.#view.setTabFocusMode(true);
    this.#view.focus();
  }

  /** @param {number} left @param {number} top */
  scrollTo(left, top) {
    this.#view.scrollDOM.scrollTo(left, top);
  }

  destroy() {
    this.#view.destroy();
  }

  #keep() {
    if (this.#path !== "") this.#states.set(this.#path, this.#view.state);
  }

  /** @returns {Extension[]} */
  #common() {
    const { readonly, hint, onEdit, onRun } = this.#options;
    const run = () => (onRun(), true);
    return [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run }, { key: "Escape", run: leaveWithTab }])),
      EditorState.readOnly.of(readonly),
      lintGutter(),
      lineNumbers(),
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
      EditorView.contentAttributes.of(() => ({
        "aria-label": strings.editor(this.#labels[this.#path] ?? this.#path),
        "aria-describedby": hint,
        tabindex: "0",
      })),
      EditorView.updateListener.of(({ docChanged, state, view }) => {
        if (!docChanged) return;
        view.setTabFocusMode(false);
        onEdit(this.#path, state.doc.toString());
      }),
      theme,
    ];
  }
}

/** After Escape, Tab leaves the editor instead of indenting, until something is typed. @param {EditorView} view */
function leaveWithTab(view) {
  view.setTabFocusMode(true);
  return false;
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
