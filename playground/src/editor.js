/** The CodeMirror editor, in a chunk of its own: one state for each file, and the build's diagnostics in the text. */

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { ChangeSet, EditorSelection, EditorState, Prec } from "@codemirror/state";
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
/** @import {Extension, Text} from "@codemirror/state" */
/** @import {Diagnostic, Fix} from "./api.js" */
/** @import {Fence} from "./fence.js" */

/** How files are shown. @typedef {Pick<Fence, "labels" | "hidden">} Look */

/** A file as it was built, and what has been done to it since. @typedef {{doc: Text, since: ChangeSet}} Built */

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
  /** @type {Map<string, Built>} */
  #built = new Map();
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
    this.#built.clear();
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

  /** What is in the files now is what a build's diagnostics will speak of. */
  remember() {
    this.#keep();
    this.#built = new Map([...this.#states].map(([path, { doc }]) => [path, { doc, since: ChangeSet.empty(doc.length) }]));
  }

  /** Whether the text there is still as it was built. @param {Fix["edits"][number]} edit */
  unchanged(edit) {
    const built = this.#built.get(edit.file);
    if (built === undefined) return false;
    const { from, to } = changeOf(built.doc, edit);
    return !built.since.touchesRange(from, to);
  }

  /** Edits of the shown file: one step, as far as undoing it goes. @param {Fix["edits"]} edits */
  apply(edits) {
    const built = this.#built.get(this.#path);
    if (built === undefined) return;
    const changes = edits.map((edit) => {
      const { from, to, insert } = changeOf(built.doc, edit);
      return { from: built.since.mapPos(from, 1), to: built.since.mapPos(to, -1), insert };
    });
    const at = changes[0]?.from ?? 0;
    this.#view.dispatch({
      changes: changes.map(({ from, to, insert }) => ({ from, to: Math.max(from, to), insert })),
      effects: [...revealing(this.#view.state, [at]), EditorView.scrollIntoView(at, { y: "center" })],
      annotations: isolateHistory.of("full"),
      userEvent: "input.fix",
    });
    this.#view.focus();
  }

  /** Puts the cursor at a place of the shown file. @param {number} line @param {number | null} column */
  jump(line, column) {
    const at = offset(this.#view.state.doc, line, column ?? 1);
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
      EditorView.updateListener.of(({ docChanged, changes, state, view }) => {
        if (!docChanged) return;
        const built = this.#built.get(this.#path);
        if (built !== undefined) built.since = built.since.compose(changes);
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

/** @param {Text} doc @param {number} line @param {number} column Both start at 1. */
function offset(doc, line, column) {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + Math.max(column - 1, 0), to);
}

/** @param {EditorState} state @param {Diagnostic} diagnostic @returns {import("@codemirror/lint").Diagnostic} */
function markOf(state, { severity, message, line, column, end_line, end_column }) {
  const from = offset(state.doc, line ?? 1, column ?? 1);
  const to = end_line !== null && end_column !== null ? offset(state.doc, end_line, end_column) : from;
  return { from, to: Math.max(from, to), severity: severity === "note" ? "info" : severity, message };
}

/** The last line's end is not in the editor: what comes after it starts a line. @param {Text} doc @param {Fix["edits"][number]} edit */
function changeOf(doc, { line, column, end_line, end_column, text }) {
  const past = line > doc.lines;
  const from = past ? doc.length : offset(doc, line, column);
  const to = end_line > doc.lines ? doc.length : offset(doc, end_line, end_column);
  return { from, to: Math.max(from, to), insert: past ? `\n${text.replace(/\n$/, "")}` : text };
}
