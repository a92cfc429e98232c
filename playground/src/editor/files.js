/** The files of an editor: a state for each, one of which the view shows. */

import { EditorState } from "@codemirror/state";

/** @import {Extension, Transaction, TransactionSpec} from "@codemirror/state" */
/** @import {EditorView} from "@codemirror/view" */

export class Files {
  #view;
  #changed;
  /** @type {Map<string, EditorState>} */
  #states = new Map();
  /** @type {(path: string, text: string) => Extension} */
  #extensions = () => [];
  /** The file that is shown; empty if there is none. */
  path = "";

  /** @param {EditorView} view @param {(path: string, edit: Transaction) => void} changed  Hears of a change to a file that is not shown. */
  constructor(view, changed) {
    this.#view = view;
    this.#changed = changed;
  }

  /** Each with its state of now. @returns {Map<string, EditorState>} */
  get all() {
    if (this.path !== "") this.#states.set(this.path, this.#view.state);
    return this.#states;
  }

  /** @param {Record<string, string>} texts @param {(path: string, text: string) => Extension} extensions */
  open(texts, extensions) {
    this.#extensions = extensions;
    this.path = "";
    this.#states = new Map(Object.entries(texts).map(([path, doc]) => [path, this.#fresh(path, doc)]));
  }

  /** The texts are these now. @param {Record<string, string>} texts @param {Record<string, string>} moved  Their new paths, by the old ones. */
  sync(texts, moved) {
    const states = new Map([...this.all].map(([path, state]) => [moved[path] ?? path, state]));
    this.path = "";
    this.#states = new Map(Object.entries(texts).map(([path, doc]) => [path, withText(states.get(path) ?? this.#fresh(path, doc), doc)]));
  }

  /** @param {string} path @param {string} doc */
  #fresh(path, doc) {
    return EditorState.create({ doc, extensions: this.#extensions(path, doc) });
  }

  /** @param {string} path */
  show(path) {
    const state = this.all.get(path);
    if (state === undefined) return;
    this.path = path;
    this.#view.setState(state);
  }

  /** Changes a file, whether it is shown or not. @param {string} path @param {...TransactionSpec} specs */
  change(path, ...specs) {
    const transaction = this.all.get(path)?.update(...specs);
    if (transaction === undefined) return;
    this.#states.set(path, transaction.state);
    if (path === this.path) this.#view.update([transaction]);
    else if (transaction.docChanged) this.#changed(path, transaction);
  }

  /** @param {(path: string, state: EditorState) => TransactionSpec[]} specs */
  changeAll(specs) {
    for (const [path, state] of [...this.all]) this.change(path, ...specs(path, state));
  }
}

/** @param {EditorState} state @param {string} text */
function withText(state, text) {
  if (state.doc.toString() === text) return state;
  return state.update({ changes: { from: 0, to: state.doc.length, insert: text } }).state;
}
