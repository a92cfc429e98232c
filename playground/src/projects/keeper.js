/**
 * Writes one project's edits as they happen. Each write is a transaction that is committed in the same breath: when the
 * tab dies a moment later, the browser already has it.
 */

import { recordsOf } from "./database.js";
import { forgetTexts } from "./fence-keeper.js";

/** @import {Content, Keeper, Project, Trouble} from "../project.js" */
/** @import {Database, Entry} from "./database.js" */

/** @implements {Keeper} */
export class DatabaseKeeper {
  #database;
  #entry;
  /** Whether the database has this project at all. */
  #known;
  /** What a transaction that failed should have written. @type {Set<string>} */
  #owed = new Set();
  /** Set when another tab edits the project from now on. */
  #lost = false;

  /** @param {Database} database @param {Entry} entry @param {{content: Content | null, known: boolean}} kept */
  constructor(database, entry, { content, known }) {
    this.#database = database;
    this.#entry = entry;
    this.#known = known;
    this.content = content;
  }

  get entry() {
    return this.#entry;
  }

  get known() {
    return this.#known;
  }

  get arrangement() {
    return this.#entry;
  }

  /** @param {Project} project @param {string[]} paths */
  keep(project, paths) {
    this.#entry = { ...this.#entry, edited: Date.now(), folders: [...project.folders] };
    this.#write(project, this.#known ? paths : [...paths, ...project.paths]);
  }

  /** @param {Project} project */
  rename(project) {
    this.#entry = { ...this.#entry, name: project.name };
    this.#write(project, this.#known ? [] : project.paths);
  }

  /** Which files are open. @param {Project} project @param {Pick<Entry, "tabs" | "shown">} look */
  arrange(project, look) {
    this.#entry = { ...this.#entry, ...look };
    if (this.#known) this.#write(project, []);
  }

  /** @param {Project} project */
  lose(project) {
    this.#lost = true;
    project.tell("elsewhere");
  }

  /** @param {Project} project @param {string[]} paths */
  #write(project, paths) {
    if (this.#lost) return project.tell("elsewhere");
    for (const path of paths) this.#owed.add(path);
    const written = [...this.#owed];
    const first = !this.#known;
    this.#known = true;
    this.#owed.clear();
    this.#commit(project, written, first).then(
      () => this.#written(project, first),
      (error) => this.#failed(project, written, first, error),
    );
  }

  /** @param {Project} project @param {string[]} paths @param {boolean} first */
  async #commit(project, paths, first) {
    const transaction = this.#database.transaction(["entries", "originals", "files"], "readwrite");
    const files = transaction.objectStore("files");
    const { key } = project.original;
    /** @type {Promise<unknown>[]} */
    const writes = [transaction.objectStore("entries").put(this.#entry)];
    if (first) writes.push(transaction.objectStore("originals").put(project.original));
    if (first) writes.push(files.delete(recordsOf(key)));
    for (const path of paths) {
      const content = project.files[path] ?? project.binary[path];
      writes.push(content === undefined ? files.delete([key, path]) : files.put({ project: key, path, content }));
    }
    transaction.commit();
    await Promise.all([...writes, transaction.done]);
  }

  /** @param {Project} project @param {boolean} first */
  #written(project, first) {
    if (first) forgetTexts(project.original.key);
    if (this.#owed.size === 0 && !this.#lost) project.tell(null);
  }

  /** @param {Project} project @param {string[]} paths @param {boolean} first @param {unknown} error */
  #failed(project, paths, first, error) {
    for (const path of paths) this.#owed.add(path);
    if (first) this.#known = false;
    if (!this.#lost) project.tell(troubleOf(error));
  }
}

/** @param {unknown} error @returns {Trouble} */
export function troubleOf(error) {
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused";
}
