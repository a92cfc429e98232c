/** Where the browser keeps projects: an IndexedDB. Every part of a project is a record of its own, so that a keystroke writes little. */

import { openDB } from "idb";

/** @import {DBSchema, IDBPDatabase} from "idb" */
/** @import {Content, Original} from "../project.js" */

/**
 * What is known of a project without its files. Times are in milliseconds since 1970; `trashed` is null for a project
 * that nobody deleted. `tabs` are the files that are open, `shown` is the one to be seen.
 * @typedef {object} Entry
 * @property {string} key  Its original's.
 * @property {string} name
 * @property {string} language
 * @property {number} created
 * @property {number} edited
 * @property {number} opened
 * @property {number | null} trashed
 * @property {string[]} folders
 * @property {string[] | null} tabs
 * @property {string} shown
 */

/** Why a project's state was kept: it was built, it was opened, or files were about to be put in its place. @typedef {"run" | "deploy" | "open" | "change"} Reason */

/** @typedef {Content & {project: string, at: number, reason: Reason}} Snapshot */

/** @typedef {{project: string, path: string, content: string | Uint8Array<ArrayBuffer>}} FileRecord */

/**
 * @typedef {DBSchema & {
 *   entries: {key: string, value: Entry},
 *   originals: {key: string, value: Original},
 *   files: {key: [project: string, path: string], value: FileRecord},
 *   snapshots: {key: [project: string, at: number], value: Snapshot},
 * }} Schema
 */

/** @typedef {IDBPDatabase<Schema>} Database */

const NAME = "wardian-projects";
const VERSION = 1;

/** Rejects where the browser refuses it. @returns {Promise<Database>} */
export function openDatabase() {
  /** @type {Promise<Database>} */
  const opening = openDB(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore("entries", { keyPath: "key" });
      database.createObjectStore("originals", { keyPath: "key" });
      database.createObjectStore("files", { keyPath: ["project", "path"] });
      database.createObjectStore("snapshots", { keyPath: ["project", "at"] });
    },
    blocking(_current, _blocked, event) {
      /** @type {IDBDatabase} */ (event.target).close();
    },
  });
  return opening;
}

/** All records of one project, in a store with keys that begin with it. @param {string} project */
export function recordsOf(project) {
  return IDBKeyRange.bound([project], [project, []]);
}

/** @param {FileRecord[]} records @param {string[]} folders @returns {Content} */
export function contentFrom(records, folders) {
  /** @type {Content} */
  const content = { files: {}, binary: {}, folders: [...folders] };
  for (const { path, content: held } of records) {
    if (typeof held === "string") content.files[path] = held;
    else content.binary[path] = held;
  }
  return content;
}
