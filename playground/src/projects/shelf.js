/** The learner's projects: those that were edited, made or imported in this browser. */

import { Project } from "../project.js";
import { isLinked } from "../shares/format.js";
import { Topic } from "../topic.js";
import { Claims } from "./claims.js";
import { contentFrom, openDatabase, recordsOf } from "./database.js";
import { examplesKept, textsKept } from "./fence-keeper.js";
import { History } from "./history.js";
import { DatabaseKeeper } from "./keeper.js";

/** @import {Content, Original} from "../project.js" */
/** @import {Database, Entry} from "./database.js" */

const DAY_MS = 86_400_000;

export class Shelf {
  /** The list of projects is another one now. @type {Topic<void>} */
  changed = new Topic();
  #database;
  #claims = new Claims();
  /** @type {WeakMap<Project, DatabaseKeeper>} */
  #keepers = new WeakMap();

  /** @param {Database} database */
  constructor(database) {
    this.#database = database;
    this.history = new History(database);
  }

  /** Rejects where the browser keeps nothing. */
  static async open() {
    const shelf = new Shelf(await openDatabase());
    await shelf.#purge();
    return shelf;
  }

  /** Those that are not deleted, the last opened first. */
  async list() {
    return (await this.all()).filter(({ trashed }) => trashed === null);
  }

  /** With the deleted ones, which are kept for a day. */
  async all() {
    return (await this.#database.getAll("entries")).sort((one, other) => other.opened - one.opened);
  }

  /** What a kept project began as; null if there is none of that key. @param {string} key */
  async originalOf(key) {
    return (await this.#database.get("originals", key)) ?? null;
  }

  /** What the project that was opened last began as. */
  async last() {
    const [entry] = await this.list();
    return entry === undefined ? null : this.originalOf(entry.key);
  }

  /** What the learner made of an original; the original itself, if nothing. What came by a link becomes a project of the learner's own. @param {Original} original */
  async resume(original) {
    const entry = await this.#database.get("entries", original.key);
    if (entry === undefined || entry.trashed !== null) return this.#begin(ownable(original), textsKept(original));
    const records = await this.#database.getAll("files", recordsOf(original.key));
    const opened = { ...entry, opened: Date.now() };
    await this.#database.put("entries", opened).catch(() => {});
    const own = (await this.#database.get("originals", original.key)) ?? original;
    return this.#project(own, opened, { content: contentFrom(records, entry.folders), known: true });
  }

  /** Takes over what an earlier version kept of examples that were not opened since. @param {(key: string) => Promise<Original>} originalOf */
  async adopt(originalOf) {
    const keys = examplesKept();
    await Promise.all(keys.map(async (key) => {
      const original = await originalOf(key).catch(() => null);
      const content = original && textsKept(original);
      if (!content || (await this.#database.get("entries", key)) !== undefined) return;
      const keeper = new DatabaseKeeper(this.#database, newEntry(original), { content, known: false });
      const project = new Project(original, keeper);
      keeper.keep(project, project.paths);
    }));
  }

  /** A new project of the learner's, kept from the start. @param {Original} original @param {string} [name] @param {Content | null} [content] */
  async create(original, name = original.title, content = null) {
    const project = await this.#begin({ ...original, key: `own/${newKey()}` }, content);
    project.rename(name);
    this.changed.emit();
    return project;
  }

  /** @param {string} key @param {string} name */
  rename(key, name) {
    return this.#change(key, { name });
  }

  /** A copy of a project as it is now; its history stays behind. @param {string} key @param {string} name */
  async duplicate(key, name) {
    const original = await this.originalOf(key);
    const entry = await this.#database.get("entries", key);
    if (original === null || entry === undefined) return null;
    const content = contentFrom(await this.#database.getAll("files", recordsOf(key)), entry.folders);
    return this.create(original, name, content);
  }

  /** It can be brought back for a day. @param {string} key */
  remove(key) {
    return this.#change(key, { trashed: Date.now() });
  }

  /** @param {string} key */
  bringBack(key) {
    return this.#change(key, { trashed: null });
  }

  /** @param {string} key @param {Partial<Entry>} some */
  async #change(key, some) {
    const transaction = this.#database.transaction("entries", "readwrite");
    const entry = await transaction.store.get(key);
    if (entry !== undefined) await transaction.store.put({ ...entry, ...some });
    await transaction.done;
    this.changed.emit();
  }

  /** @param {Project} project */
  keeperOf(project) {
    return this.#keepers.get(project) ?? null;
  }

  close() {
    this.#claims.close();
    this.#database.close();
  }

  /** @param {Original} original @param {Content | null} content */
  async #begin(original, content) {
    const project = this.#project(original, newEntry(original), { content, known: false });
    if (content !== null) this.keeperOf(project)?.keep(project, project.paths);
    return project;
  }

  /** @param {Original} original @param {Entry} entry @param {{content: Content | null, known: boolean}} kept */
  #project(original, entry, kept) {
    const keeper = new DatabaseKeeper(this.#database, entry, kept);
    const project = new Project(original, keeper);
    project.name = entry.name;
    this.#keepers.set(project, keeper);
    this.#claims.take(original.key, () => keeper.lose(project));
    return project;
  }

  async #purge() {
    const old = (await this.#database.getAll("entries")).filter(({ trashed }) => trashed !== null && trashed < Date.now() - DAY_MS);
    await Promise.all(old.map(({ key }) => this.purge(key)));
  }

  /** Deletes it for good. @param {string} key */
  async purge(key) {
    const transaction = this.#database.transaction(["entries", "originals", "files", "snapshots"], "readwrite");
    transaction.objectStore("entries").delete(key);
    transaction.objectStore("originals").delete(key);
    transaction.objectStore("files").delete(recordsOf(key));
    transaction.objectStore("snapshots").delete(recordsOf(key));
    await transaction.done;
    this.changed.emit();
  }
}

/** @param {Original} original @returns {Entry} */
function newEntry({ key, title: name, language }) {
  const now = Date.now();
  return { key, name, language, created: now, edited: now, opened: now, trashed: null, folders: [], tabs: null, shown: "" };
}

/** Under a key of its own, if it came by a link: no two links share what the learner makes of them. @param {Original} original */
function ownable(original) {
  return isLinked(original.key) ? { ...original, key: `own/${newKey()}` } : original;
}

/** Without crypto.randomUUID, which pages of plain http do not have. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
