/** The CodeMirror editor, in a chunk of its own: one state for each file, and the compilers' diagnostics in the text. */

import { isolateHistory } from "@codemirror/commands";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { bands, lighting, tinting } from "./editor/bands.js";
import { features } from "./editor/features.js";
import { change, goTo, type } from "./editor/doing.js";
import { Files } from "./editor/files.js";
import { Given } from "./editor/given.js";
import { fillKeyRow } from "./editor/key-row.js";
import { offset } from "./editor/places.js";
import { Told } from "./editor/told.js";
import { hide } from "./hidden.js";
import { strings } from "./strings.js";

/** @import {LanguageSupport} from "@codemirror/language" */
/** @import {ChangeSet, Extension} from "@codemirror/state" */
/** @import {Diagnostic, Fix} from "./api.js" */
/** @import {CommandName} from "./editor/commands.js" */
/** @import {Teller as Whose} from "./editor/told.js" */
/** @import {Fence} from "./fence.js" */

/** How files are shown. @typedef {Pick<Fence, "labels" | "hidden">} Look */

/** @typedef {Whose} Teller */

/**
 * @typedef {object} Options
 * @property {ShadowRoot} root
 * @property {boolean} readonly
 * @property {string} hint  The id of what says how to leave the editor.
 * @property {HTMLElement} [keys]  The row for who types on a touch screen.
 * @property {(path: string, text: string) => void} onEdit
 * @property {() => void} onRun
 * @property {(path: string, line: number) => void} [onVisit]  The cursor has come to another place of the text.
 * @property {(fix: Fix, teller: Teller) => void} [onFix]  One was chosen in the text.
 */

const loadMore = () => import("./editor/more.js");

export class Editor {
  #view;
  #options;
  #files;
  #told;
  #given;
  /** @type {Record<string, string>} */
  #labels = {};

  /** @param {Options} options */
  constructor(options) {
    const { root, readonly, onFix } = options;
    this.#options = options;
    this.#view = new EditorView({ root });
    this.#files = new Files(this.#view, (path, edit) => this.#edited(path, edit));
    this.#told = new Told(this.#files, readonly || !onFix ? null : onFix);
    this.#given = new Given(this.#files, async () => (await loadMore()).more);
  }

  /** Resolves when it is as the reader prefers it. */
  get ready() {
    return this.#given.ready;
  }

  get dom() {
    return this.#view.dom;
  }

  /** @param {LanguageSupport} support @param {Record<string, string>} files @param {Look} look @param {string} [characters]  Those for the row of keys. */
  open(support, files, { labels, hidden }, characters = "") {
    if (this.#options.keys) fillKeyRow(this.#options.keys, this, characters);
    this.#labels = labels;
    this.#told.forget();
    const extensions = [this.#own(), features(), support];
    this.#files.open(files, (path, text) => [extensions, this.#given.extension, hide(text, hidden[path] ?? [])]);
  }

  /**
   * The files are these now; what was done to those that stay can still be undone.
   * @param {Record<string, string>} files @param {Record<string, string>} moved  Their new paths, by the old ones.
   */
  sync(files, moved) {
    this.#files.sync(files, moved);
    this.#told.forget();
  }

  /** @param {string} path */
  show(path) {
    this.#files.show(path);
  }

  /** Marks the lines of every file. @param {Diagnostic[]} diagnostics @param {Teller} [teller] */
  mark(diagnostics, teller = "build") {
    this.#told.mark(diagnostics, teller);
  }

  /** Gives the lines of every file a colour. @param {ReadonlyMap<string, ReadonlyMap<number, string>>} files  Class names by path and line. */
  tint(files) {
    this.#files.changeAll((path) => [{ effects: tinting.of(files.get(path) ?? new Map()) }]);
  }

  /** Points at a line of the shown file; null at none. @param {number | null} line */
  light(line) {
    const { doc } = this.#view.state;
    const at = line === null || line > doc.lines ? null : doc.line(line).from;
    const effects = at === null ? [] : [EditorView.scrollIntoView(at, { y: "nearest" })];
    this.#view.dispatch({ effects: [lighting.of(at === null ? null : line), ...effects] });
  }

  /** The next diagnostics speak of what is in the files now. @param {Teller} teller */
  remember(teller) {
    this.#told.remember(teller);
  }

  /** Whether the text there is still as it was told of. @param {Fix["edits"][number]} edit @param {Teller} teller */
  unchanged(edit, teller) {
    return this.#told.unchanged(edit, teller);
  }

  /** Edits of the shown file: one step, as far as undoing it goes. @param {Fix["edits"]} edits @param {Teller} teller */
  apply(edits, teller) {
    change(this.#view, this.#told.changes(edits, teller));
  }

  /** Gives a file another text, in one step and with the cursors where they are. @param {string} path @param {string} text */
  async rewrite(path, text) {
    const { changesBetween } = await import("./editor/rewriting.js");
    const before = this.#files.all.get(path)?.doc.toString() ?? text;
    const changes = changesBetween(before, text);
    if (changes.length > 0) this.#files.change(path, { changes, annotations: isolateHistory.of("full"), userEvent: "input.format" });
  }

  /** Puts the cursor at a place of the shown file. @param {number} line @param {number | null} column */
  jump(line, column) {
    goTo(this.#view, offset(this.#view.state.doc, line, column ?? 1));
  }

  /** Puts the cursor where the pointer is, if it is in the text. @param {{x: number, y: number}} point */
  point(point) {
    this.#view.dispatch({ selection: { anchor: this.#view.posAtCoords(point, false) } });
    this.#view.focus();
  }

  /** For who came by the keyboard: Tab goes on, until something is typed. */
  visit() {
    this.#view.setTabFocusMode(true);
    this.#view.focus();
  }

  /** As if it was typed. @param {string} text */
  type(text) {
    type(this.#view, text);
  }

  /** @param {CommandName} name */
  async command(name) {
    const { command } = await loadMore();
    return command(this.#view, name);
  }

  /** @param {number} left @param {number} top */
  scrollTo(left, top) {
    this.#view.scrollDOM.scrollTo(left, top);
  }

  destroy() {
    this.#given.forget();
    this.#view.destroy();
  }

  /** @param {string} path @param {{changes: ChangeSet, state: EditorState}} edit */
  #edited(path, { changes, state }) {
    this.#told.changed(path, changes);
    this.#options.onEdit(path, state.doc.toString());
  }

  /** What concerns this editor alone. @returns {Extension[]} */
  #own() {
    const { readonly, hint, onRun, onVisit } = this.#options;
    return [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (onRun(), true) }])),
      EditorState.readOnly.of(readonly),
      EditorView.contentAttributes.of(() => ({
        "aria-label": strings.editor(this.#labels[this.#files.path] ?? this.#files.path),
        "aria-describedby": hint,
        tabindex: "0",
      })),
      bands,
      EditorView.updateListener.of((update) => {
        const { selectionSet, state } = update;
        if (selectionSet) onVisit?.(this.#files.path, state.doc.lineAt(state.selection.main.head).number);
        if (!update.docChanged) return;
        update.view.setTabFocusMode(false);
        this.#edited(this.#files.path, update);
      }),
    ];
  }
}
