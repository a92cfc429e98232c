/** A project's text: which files are open, which of them is shown, and what others have done in it. */

import { Paper, withoutLastBreak } from "./code/paper.js";
import { Tabs } from "./tabs.js";
import { Topic } from "./topic.js";

/** @import {Diagnostic, Fix} from "./api.js" */
/** @import {Look, Teller} from "./editor.js" */
/** @import {CommandName} from "./editor/commands.js" */
/** @import {Project} from "./project.js" */
/** @import {Parts} from "./template.js" */

/**
 * @typedef {object} Options
 * @property {HTMLElement} host
 * @property {ShadowRoot} root
 * @property {Parts} parts
 * @property {() => void} onEdit
 * @property {() => void} onRun
 * @property {() => void} onStale  A fix was chosen for a text that is not there any more.
 * @property {() => void} onShow  Another file is shown, or others are open.
 */

/** Which files are open, and which of them is shown; null where nobody chose. @typedef {{tabs: string[] | null, shown: string}} Arrangement */

export class Code {
  #host;
  #parts;
  #onShow;
  #tabs;
  #paper;
  /** @type {Project | null} */
  #project = null;
  /** @type {Record<string, string>} */
  #labels = {};
  #path = "";
  /** The cursor has come to a line. @type {Topic<{file: string, line: number}>} */
  visited = new Topic();

  /** @param {Options} options */
  constructor({ host, root, parts, onEdit, onRun, onStale, onShow }) {
    this.#host = host;
    this.#parts = parts;
    this.#onShow = onShow;
    const close = host.hasAttribute("embedded") ? null : (/** @type {string} */ path) => this.close(path);
    this.#tabs = new Tabs(parts.tabs, { show: (path) => this.show(path), close });
    this.#paper = new Paper({
      host,
      root,
      parts,
      onEdit,
      onRun,
      onVisit: (file, line) => this.visited.emit({ file, line }),
      onFix: async (fix, teller) => {
        if (!(await this.apply(fix, teller))) onStale();
      },
    });
  }

  /** @returns {Arrangement} */
  get arrangement() {
    return { tabs: this.#tabs.paths, shown: this.#path };
  }

  /** @param {Project} project @param {Look} look @param {Arrangement} [arrangement] */
  async open(project, look, { tabs, shown } = { tabs: null, shown: "" }) {
    const paths = (tabs ?? Object.keys(project.files)).filter((path) => project.has(path));
    this.#project = project;
    this.#labels = look.labels;
    this.#path = paths.includes(shown) ? shown : (paths[0] ?? "");
    this.#makeRoom(project);
    this.#parts.tabs.hidden = this.#host.hasAttribute("embedded") && paths.length === 1 && this.#label(this.#path) === this.#path;
    this.#tabs.show(paths, this.#labels);
    this.#tabs.select(this.#path);
    await this.#paper.open(project, look, this.#path);
  }

  /** Opens the file if it is not. @param {string} path */
  async show(path) {
    if (path !== "" && !this.#tabs.paths.includes(path)) this.#tabs.show([...this.#tabs.paths, path], this.#labels);
    this.#path = path;
    this.#tabs.select(path);
    this.#onShow();
    await this.#paper.show(path);
  }

  /** The file stays in the project. @param {string} path */
  async close(path) {
    const { paths } = this.#tabs;
    const others = paths.filter((other) => other !== path);
    this.#tabs.show(others, this.#labels);
    await this.show(path === this.#path ? (others[Math.max(paths.indexOf(path) - 1, 0)] ?? "") : this.#path);
  }

  /** The project has other files now, or other text. @param {Record<string, string>} [moved]  Where files are that had another path. */
  async sync(moved = {}) {
    const project = this.#project;
    if (project === null) return;
    const now = (/** @type {string} */ path) => moved[path] ?? path;
    const paths = this.#tabs.paths.map(now).filter((path) => project.has(path));
    const shown = now(this.#path);
    this.#tabs.show(paths, this.#labels);
    await this.#paper.sync(moved);
    await this.show(project.has(shown) ? shown : (paths[0] ?? project.paths[0] ?? ""));
  }

  /** @param {Diagnostic[]} diagnostics @param {Teller} [teller] */
  async mark(diagnostics, teller = "build") {
    if (this.#paper.editor === null && diagnostics.length === 0) return;
    (await this.wake()).mark(diagnostics, teller);
  }

  /** The text is built as it is now: the places of its diagnostics are in this. */
  async remember() {
    (await this.#paper.editor)?.remember("build");
  }

  /** Whether it could be: not where the text has changed since. @param {Fix} fix @param {Teller} [teller] */
  async apply({ edits }, teller = "build") {
    const editor = await this.wake();
    const files = [...new Set(edits.map(({ file }) => file))];
    if (!edits.every((edit) => editor.unchanged(edit, teller))) return false;
    for (const file of files.reverse()) {
      await this.show(file);
      editor.apply(edits.filter((edit) => edit.file === file), teller);
    }
    return true;
  }

  /** Gives files other texts and the cursor its place in them. @param {Record<string, string>} files */
  async rewrite(files) {
    const editor = await this.wake();
    for (const [path, text] of Object.entries(withoutLastBreak(files))) await editor.rewrite(path, text);
  }

  /** Has the editor do what it has a name for. @param {CommandName} name */
  async command(name) {
    await (await this.wake()).command(name);
  }

  /** @param {Pick<Diagnostic, "file" | "line" | "column">} place */
  async jump({ file, line, column }) {
    if (file === null || line === null) return;
    const editor = await this.wake();
    await this.show(file);
    editor.jump(line, column);
  }

  /** Gives lines a colour. @param {ReadonlyMap<string, ReadonlyMap<number, string>>} files  Class names by path and line. */
  async tint(files) {
    (await this.wake()).tint(files);
  }

  /** Points at a line, and shows its file; null at none. @param {{file: string, line: number} | null} place */
  async light(place) {
    const editor = await this.wake();
    if (place !== null && place.file !== this.#path) await this.show(place.file);
    editor.light(place?.line ?? null);
  }

  wake() {
    return this.#paper.wake();
  }

  wakeWhenIdle() {
    return this.#paper.wakeWhenIdle();
  }

  sleep() {
    this.#paper.sleep();
  }

  /** For the numbers of its lines, and for as many lines as the page asks for. @param {Project} project */
  #makeRoom({ files }) {
    const { style } = this.#parts.source;
    const lines = Math.max(...Object.values(files).map((text) => text.split("\n").length));
    style.setProperty("--w-digits", String(Math.max(2, String(lines).length)));
    const height = this.#host.getAttribute("height");
    if (height !== null) style.setProperty("--w-lines", height);
  }

  /** @param {string} path */
  #label(path) {
    return this.#labels[path] ?? path;
  }
}
