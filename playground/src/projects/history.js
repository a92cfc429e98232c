/** Earlier states of projects: kept when they are built, when they are opened, and before files are put in their place. */

import { contentOf, differing } from "../project.js";
import { recordsOf } from "./database.js";
import { sizeOf } from "./check.js";

/** @import {Project} from "../project.js" */
/** @import {Content} from "../project.js" */
/** @import {Database, Reason, Snapshot} from "./database.js" */

const MOST = 60;
const MOST_BYTES = 16 * 2 ** 20;

export class History {
  #database;
  /** What the last state of a project was, once it is known. @type {WeakMap<Project, Promise<Content>>} */
  #last = new WeakMap();

  /** @param {Database} database */
  constructor(database) {
    this.#database = database;
  }

  /** The newest first. @param {string} key  A project's. @returns {Promise<Snapshot[]>} */
  async of(key) {
    return (await this.#database.getAll("snapshots", recordsOf(key))).reverse();
  }

  /** Keeps a state of the project, unless it is the one that was kept last. @param {Project} project @param {Reason} reason @param {Content} [content] */
  async keep(project, reason, content = project.content) {
    const before = this.#last.get(project) ?? this.#newest(project);
    const kept = before.then((last) => this.#add(project, reason, content, last));
    this.#last.set(project, kept);
    await kept;
  }

  /** @param {Project} project @returns {Promise<Content>} */
  async #newest(project) {
    const [newest] = await this.of(project.original.key);
    return newest ?? contentOf(project.original);
  }

  /** Resolves to the state that was kept last. @param {Project} project @param {Reason} reason @param {Content} content @param {Content} last */
  async #add(project, reason, content, last) {
    if (differing(content, last).length === 0) return last;
    try {
      const { files, binary, folders } = content;
      await this.#database.put("snapshots", { project: project.original.key, at: Date.now(), reason, files, binary, folders });
      await this.#prune(project.original.key);
    } catch {
      return last; // the keeper tells when there is no room
    }
    return content;
  }

  /** @param {string} key */
  async #prune(key) {
    const snapshots = await this.of(key);
    let bytes = 0;
    const old = snapshots.filter((snapshot, index) => (bytes += sizeOf(snapshot)) > MOST_BYTES || index >= MOST);
    await Promise.all(old.map(({ at }) => this.#database.delete("snapshots", [key, at])));
  }
}
