/** The files as some diagnostics speak of them, and what has been typed since. */

import { ChangeSet } from "@codemirror/state";
import { changeOf } from "./places.js";

/** @import {EditorState, Text} from "@codemirror/state" */
/** @import {Fix} from "../api.js" */
/** @import {Change} from "./places.js" */

export class Snapshot {
  /** @type {Map<string, {doc: Text, since: ChangeSet}>} */
  #files;

  /** @param {Iterable<[path: string, state: EditorState]>} states */
  constructor(states) {
    this.#files = new Map([...states].map(([path, { doc }]) => [path, { doc, since: ChangeSet.empty(doc.length) }]));
  }

  /** @param {string} path @param {ChangeSet} changes */
  changed(path, changes) {
    const file = this.#files.get(path);
    if (file !== undefined) file.since = file.since.compose(changes);
  }

  /** Whether the text there is still as it was. @param {Fix["edits"][number]} edit */
  unchanged(edit) {
    const file = this.#files.get(edit.file);
    if (file === undefined) return false;
    const { from, to } = changeOf(file.doc, edit);
    return !file.since.touchesRange(from, to);
  }

  /** What the edit is in the present text. @param {Fix["edits"][number]} edit @returns {Change | null} */
  change(edit) {
    const file = this.#files.get(edit.file);
    if (file === undefined) return null;
    const { from, to, insert } = changeOf(file.doc, edit);
    const start = file.since.mapPos(from, 1);
    return { from: start, to: Math.max(start, file.since.mapPos(to, -1)), insert };
  }
}
