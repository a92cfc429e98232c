/**
 * The program's text. It is still until somebody points at it, taps it or goes there by the keyboard; then the editor
 * is loaded and takes its place.
 */

import { highlighted } from "./fence.js";
import { languageNamed } from "./languages/index.js";
import { still } from "./still.js";
import { strings } from "./strings.js";
import { selectTab, showTabs } from "./tabs.js";

/** @import {Diagnostic, Fix} from "./api.js" */
/** @import {Editor} from "./editor.js" */
/** @import {Fence, Range} from "./fence.js" */
/** @import {Project} from "./project.js" */
/** @import {Parts} from "./template.js" */

/**
 * @typedef {object} Options
 * @property {HTMLElement} host
 * @property {ShadowRoot} root
 * @property {Parts} parts
 * @property {() => void} onEdit
 * @property {() => void} onRun
 */

/** @typedef {{x: number, y: number}} Point */

export class Code {
  #options;
  /** @type {Promise<Editor> | null} */
  #editor = null;
  /** @type {Project | null} */
  #project = null;
  /** @type {Record<string, string>} */
  #labels = {};
  /** @type {Record<string, Range[]>} */
  #hidden = {};
  #path = "";
  #text = document.createElement("pre");

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
    const text = this.#text;
    text.className = "still";
    text.tabIndex = 0;
    text.role = "group";
    text.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && this.wake());
    text.addEventListener("click", ({ clientX, clientY }) => this.#enter((editor) => editor.point({ x: clientX, y: clientY })));
    text.addEventListener("focus", () => text.matches(":focus-visible") && this.#enter((editor) => editor.visit()));
  }

  /** @param {Project} project @param {Pick<Fence, "labels" | "hidden">} fence */
  async open(project, { labels, hidden }) {
    const { host, parts } = this.#options;
    const paths = Object.keys(project.files);
    this.#project = project;
    this.#labels = labels;
    this.#hidden = { ...hidden };
    this.#path = paths[0] ?? "";
    const lines = Math.max(...Object.values(project.files).map((text) => text.split("\n").length));
    parts.source.style.setProperty("--w-digits", String(Math.max(2, String(lines).length)));
    const height = host.getAttribute("height");
    if (height !== null) parts.source.style.setProperty("--w-lines", height);
    parts.tabs.hidden = host.hasAttribute("embedded") && paths.length === 1 && (labels[this.#path] ?? this.#path) === this.#path;
    showTabs(parts.tabs, paths, labels, (path) => this.show(path));
    selectTab(parts.tabs, this.#path);
    this.#draw();
    if (this.#editor !== null) await this.#load(await this.#editor);
  }

  /** @param {string} path */
  async show(path) {
    this.#path = path;
    selectTab(this.#options.parts.tabs, path);
    if (this.#editor === null) this.#draw();
    else (await this.#editor).show(path);
  }

  /** @param {Diagnostic[]} diagnostics */
  async mark(diagnostics) {
    if (this.#editor === null && diagnostics.length === 0) return;
    (await this.wake()).mark(diagnostics);
  }

  /** The text is built as it is now: the places of its diagnostics are in this. */
  async remember() {
    (await this.#editor)?.remember();
  }

  /** Whether it could be: not where the text has changed since it was built. @param {Fix} fix */
  async apply({ edits }) {
    const editor = await this.wake();
    const files = [...new Set(edits.map(({ file }) => file))];
    if (!edits.every((edit) => editor.unchanged(edit))) return false;
    for (const file of files.reverse()) {
      await this.show(file);
      editor.apply(edits.filter((edit) => edit.file === file));
    }
    return true;
  }

  /** @param {Pick<Diagnostic, "file" | "line" | "column">} place */
  async jump({ file, line, column }) {
    if (file === null || line === null) return;
    const editor = await this.wake();
    await this.show(file);
    editor.jump(line, column);
  }

  /** Has the editor take over. */
  wake() {
    this.#editor ??= this.#takeOver();
    return this.#editor;
  }

  /** Where the editor is what the page is for. */
  wakeWhenIdle() {
    if ("requestIdleCallback" in window) requestIdleCallback(() => this.wake(), { timeout: 2000 });
    else setTimeout(() => this.wake(), 200);
  }

  /** The editor and its timers go; the text stays. */
  sleep() {
    this.#editor?.then((editor) => editor.destroy());
    this.#editor = null;
    this.#draw();
  }

  /** @param {(editor: Editor) => void} then */
  async #enter(then) {
    then(await this.wake());
  }

  /** @returns {Promise<Editor>} */
  async #takeOver() {
    const { host, root, parts, onEdit, onRun } = this.#options;
    const { Editor } = await import("./editor.js");
    const editor = new Editor({
      root,
      readonly: host.hasAttribute("readonly"),
      hint: parts.hint.id,
      onEdit: (path, text) => {
        const ended = this.#project?.original.files[path]?.endsWith("\n");
        this.#project?.edit(path, ended ? `${text}\n` : text);
        onEdit();
      },
      onRun,
    });
    await this.#load(editor);
    editor.remember();
    const { scrollTop, scrollLeft } = this.#text;
    parts.editor.style.height = `${parts.editor.getBoundingClientRect().height}px`;
    parts.editor.replaceChildren(editor.dom);
    editor.scrollTo(scrollLeft, scrollTop);
    requestAnimationFrame(() => requestAnimationFrame(() => parts.editor.style.removeProperty("height")));
    return editor;
  }

  /** @param {Editor} editor */
  async #load(editor) {
    const project = this.#project;
    const language = languageNamed(project?.language ?? "");
    if (project === null || language === null) return;
    const support = await language.support();
    if (project !== this.#project) return;
    editor.open(support, withoutLastBreak(project.files), { labels: this.#labels, hidden: this.#hidden });
    editor.show(this.#path);
  }

  #draw() {
    const { host, parts } = this.#options;
    const path = this.#path;
    const code = highlighted(host, path);
    const unfold = () => {
      delete this.#hidden[path];
      this.#draw();
      this.#text.focus();
    };
    this.#text.ariaLabel = strings.editor(this.#labels[path] ?? path);
    this.#text.replaceChildren(still(this.#project?.files[path] ?? "", code, this.#hidden[path] ?? [], unfold));
    if (this.#editor === null) parts.editor.replaceChildren(this.#text);
  }
}

/** A line's end is not the start of another line, though an editor shows it so. @param {Record<string, string>} files */
function withoutLastBreak(files) {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(/\n$/, "")]));
}
