/** What the learner does to the files of the project that is shown. */

import { contentProblem, held, pathProblem } from "../../projects/check.js";
import { folderOf, foldersOf, join, moved, movesOf, nameOf, withFile, withFolder, within, without } from "../../projects/changes.js";
import { languageNamed } from "../../languages/index.js";
import { strings } from "../../strings.js";
import { Topic } from "../../topic.js";
import { askPath } from "./ask-path.js";

/** @import {Commands} from "../../commands.js" */
/** @import {Content, Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */

/** Something to tell, and what would take it back. @typedef {{text: string, undo: (() => void) | null}} Word */

export class FileActions {
  /** @type {Topic<Word>} */
  said = new Topic();
  #bench;

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
  }

  /** @param {Commands} commands */
  offer(commands) {
    const words = strings.projects;
    const shown = () => this.#bench.code.arrangement.shown;
    commands.add(
      { name: "new-file", title: () => words.newFile, key: "Alt-n", run: () => this.newFile("") },
      { name: "new-folder", title: () => words.newFolder, run: () => this.newFolder("") },
      { name: "rename-file", title: () => words.rename, enabled: () => this.movable(shown()), run: () => this.rename(shown()) },
      { name: "delete-file", title: () => words.remove, enabled: () => this.movable(shown()), run: () => this.remove(shown()) },
      { name: "close-file", title: () => strings.closeFile, key: "Alt-w", run: () => this.#bench.code.close(shown()) },
    );
  }

  /** A program starts in its entry file, so that stays. @param {string} path */
  movable(path) {
    const entry = languageNamed(this.#project.language)?.entry ?? "";
    return path !== "" && !within(entry, path);
  }

  /** @param {string} folder */
  async newFile(folder) {
    const { newFile, create } = strings.projects;
    const path = await this.#ask(newFile, create, folder === "" ? "" : `${folder}/`, (path) => this.#placeProblem(path));
    if (path === undefined) return;
    await this.#change(withFile(this.#project.content, path, ""));
    await this.#bench.code.show(path);
  }

  /** @param {string} folder */
  async newFolder(folder) {
    const { newFolder, create } = strings.projects;
    const path = await this.#ask(newFolder, create, folder === "" ? "" : `${folder}/`, (path) => this.#placeProblem(path));
    if (path !== undefined) await this.#change(withFolder(this.#project.content, path));
  }

  /** @param {string} path  Of a file or a folder. */
  async rename(path) {
    const { rename, keep } = strings.projects;
    const to = await this.#ask(rename, keep, path, (to) => (to === path ? null : this.#moveProblem(path, to)));
    if (to !== undefined && to !== path) await this.#move(path, to);
  }

  /** @param {string} path @param {string} folder  Where it goes; the empty string is the project's own folder. */
  async moveInto(path, folder) {
    const to = join(folder, nameOf(path));
    if (to === path) return;
    const problem = this.#moveProblem(path, to);
    if (problem === null) await this.#move(path, to);
    else this.#say(problem);
  }

  /** @param {string} path */
  async remove(path) {
    const project = this.#project;
    if (!this.movable(path)) return this.#say(strings.projects.entryStays(path));
    const before = project.content;
    await this.#change(without(before, path));
    this.said.emit({ text: strings.projects.removed(path), undo: () => project === this.#bench.project() && this.#change(before) });
  }

  /** Adds files, in place of those with the same path. @param {[path: string, bytes: Uint8Array<ArrayBuffer>][]} files */
  async add(files) {
    const project = this.#project;
    const before = project.content;
    const content = files.reduce((content, [path, bytes]) => withFile(content, path, held(bytes)), before);
    const problem = contentProblem(content);
    if (problem !== null) return this.#say(problem);
    await this.#change(content);
    const [first] = files;
    if (first !== undefined) await this.#bench.code.show(first[0]);
    const text = strings.projects.added(files.length);
    this.said.emit({ text, undo: () => project === this.#bench.project() && this.#change(before) });
  }

  /** @returns {Project} */
  get #project() {
    const project = this.#bench.project();
    if (project === null) throw new Error("no project is shown");
    return project;
  }

  /** @param {Content} content @param {Record<string, string>} [moves] */
  async #change(content, moves) {
    this.#project.replace(content);
    await this.#bench.sync(moves);
  }

  /** @param {string} from @param {string} to */
  async #move(from, to) {
    const { content } = this.#project;
    await this.#change(moved(content, from, to), movesOf(content, from, to));
  }

  /** @param {string} title @param {string} act @param {string} value @param {(path: string) => string | null} check */
  #ask(title, act, value, check) {
    return askPath(this.#bench.root, { title, act, value, check });
  }

  /** @param {string} path */
  #placeProblem(path) {
    const { content } = this.#project;
    const problem = pathProblem(path);
    if (problem !== null) return strings.projects.badPath(path, problem);
    if (this.#project.has(path) || foldersOf(content).includes(path)) return strings.projects.taken(path);
    return contentProblem(withFile(content, path, ""));
  }

  /** @param {string} from @param {string} to */
  #moveProblem(from, to) {
    if (!this.movable(from)) return strings.projects.entryStays(from);
    if (within(folderOf(to), from)) return strings.projects.intoItself;
    return this.#placeProblem(to) ?? contentProblem(moved(this.#project.content, from, to));
  }

  /** @param {string} text */
  #say(text) {
    this.said.emit({ text, undo: null });
  }
}
