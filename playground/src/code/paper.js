/**
 * What stands where a file's text is to be seen: the still text until somebody points at it, then the editor, and for what
 * is no text a preview.
 */

import { languageNamed } from "../languages/index.js";
import { StillText } from "./still-text.js";

/** @import {Fix} from "../api.js" */
/** @import {Editor, Look, Teller} from "../editor.js" */
/** @import {Project} from "../project.js" */
/** @import {Parts} from "../template.js" */

/**
 * @typedef {object} Options
 * @property {HTMLElement} host
 * @property {ShadowRoot} root
 * @property {Parts} parts
 * @property {() => void} onEdit
 * @property {() => void} onRun
 * @property {(path: string, line: number) => void} onVisit
 * @property {(fix: Fix, teller: Teller) => void} onFix
 */

export class Paper {
  #options;
  #still;
  /** @type {Promise<Editor> | null} */
  #editor = null;
  /** @type {Project | null} */
  #project = null;
  /** @type {Look} */
  #look = { labels: {}, hidden: {} };
  #path = "";

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
    this.#still = new StillText(options.host, {
      near: () => this.wake(),
      click: async (point) => (await this.wake()).point(point),
      visit: async () => (await this.wake()).visit(),
    });
  }

  /** Null while the text is still. */
  get editor() {
    return this.#editor;
  }

  /** @param {Project} project @param {Look} look @param {string} path */
  async open(project, look, path) {
    this.#project = project;
    this.#look = look;
    this.#path = path;
    this.#still.hide(look.hidden);
    this.#draw();
    if (this.#editor !== null) await this.#load(await this.#editor);
  }

  /** @param {string} path  Empty if no file is open. */
  async show(path) {
    const { parts } = this.#options;
    this.#path = path;
    const bytes = this.#project?.binary[path];
    if (bytes !== undefined) {
      const { preview } = await import("../preview.js");
      if (this.#project?.binary[this.#path] === bytes) parts.editor.replaceChildren(preview(path, bytes));
    } else if (this.#editor === null || path === "") this.#draw();
    else {
      const editor = await this.#editor;
      editor.show(this.#path);
      if (editor.dom.parentNode !== parts.editor) parts.editor.replaceChildren(editor.dom);
    }
  }

  /** The project's files have changed. @param {Record<string, string>} moved  Their new paths, by the old ones. */
  async sync(moved) {
    const editor = await this.#editor;
    if (this.#project !== null) editor?.sync(withoutLastBreak(this.#project.files), moved);
  }

  /** Has the editor take over. */
  wake() {
    this.#editor ??= this.#takeOver();
    return this.#editor;
  }

  /** Where the editor is what the page is for. */
  async wakeWhenIdle() {
    await new Promise((resolve) => {
      if ("requestIdleCallback" in window) requestIdleCallback(resolve, { timeout: 2000 });
      else setTimeout(resolve, 200);
    });
    await this.wake();
  }

  /** The editor and its timers go; the text stays. */
  sleep() {
    this.#editor?.then((editor) => editor.destroy());
    this.#editor = null;
    this.#draw();
  }

  /** @returns {Promise<Editor>} */
  async #takeOver() {
    const { host, root, parts, onEdit, onRun, onVisit, onFix } = this.#options;
    const { Editor } = await import("../editor.js");
    const editor = new Editor({
      root,
      readonly: host.hasAttribute("readonly"),
      hint: parts.hint.id,
      keys: parts.keys,
      onEdit: (path, text) => {
        const ended = this.#project?.original.files[path]?.endsWith("\n");
        this.#project?.edit(path, ended ? `${text}\n` : text);
        onEdit();
      },
      onRun,
      onVisit,
      onFix,
    });
    await this.#load(editor);
    editor.remember("build");
    const { scrollTop, scrollLeft } = this.#still.dom;
    parts.editor.style.height = `${parts.editor.getBoundingClientRect().height}px`;
    if (this.#project?.files[this.#path] !== undefined) parts.editor.replaceChildren(editor.dom);
    editor.scrollTo(scrollLeft, scrollTop);
    requestAnimationFrame(() => requestAnimationFrame(() => parts.editor.style.removeProperty("height")));
    return editor;
  }

  /** @param {Editor} editor */
  async #load(editor) {
    const project = this.#project;
    const language = languageNamed(project?.language ?? "");
    if (project === null || language === null) return;
    const [support] = await Promise.all([language.support(), editor.ready]);
    if (project !== this.#project) return;
    editor.open(support, withoutLastBreak(project.files), { ...this.#look, hidden: this.#still.hidden }, language.characters);
    editor.show(this.#path);
    if (project.binary[this.#path] !== undefined) await this.show(this.#path);
  }

  #draw() {
    const path = this.#path;
    this.#still.draw(path, this.#look.labels[path] ?? path, this.#project?.files[path] ?? "");
    if (this.#editor === null || path === "") this.#options.parts.editor.replaceChildren(this.#still.dom);
  }
}

/** A line's end is not the start of another line, though an editor shows it so. @param {Record<string, string>} files */
export function withoutLastBreak(files) {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(/\n$/, "")]));
}
