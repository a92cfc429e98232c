/**
 * <wardian-playground>: an editor, a build runner and a sealed place to run.
 *
 * Attributes: `example` ("c/hello": what to show first), `compact` and `tall` (its size), `linked` (the page's address
 * names the example or share: ?example=c/hello, ?share=ID), `page` (the page that share links lead to).
 */

import { ApiError } from "./api.js";
import { connect } from "./backend/index.js";
import { listExamples, loadExample } from "./examples.js";
import { languageNamed } from "./languages/index.js";
import { choose, fillPicker } from "./picker.js";
import css from "./playground.css";
import { Project } from "./project.js";
import { Runtime } from "./runtime.js";
import { Session, reasonOf } from "./session.js";
import { strings } from "./strings.js";
import { adopt } from "./style.js";
import { selectTab, showTabs } from "./tabs.js";
import { build } from "./template.js";
import { View } from "./view.js";

/** @import {Diagnostic, LanguageStatus} from "./api.js" */
/** @import {Editor} from "./editor.js" */
/** @import {Original} from "./project.js" */

const DEFAULT_EXAMPLE = "c/hello";

export class WardianPlayground extends HTMLElement {
  /** @type {Promise<Editor> | null} */
  #editor = null;
  #root = this.attachShadow({ mode: "open" });
  #parts = build(this.#root);
  #view = new View(this.#parts, {
    mark: (diagnostics) => this.#editor?.then((editor) => editor.mark(diagnostics)),
    jump: (diagnostic) => this.#jump(diagnostic),
  });
  #session = new Session(connect, () => this.#runtime(), this.#view);
  /** @type {Promise<Runtime> | null} */
  #connecting = null;
  /** @type {Project | null} */
  #project = null;
  /** Input that waits for the next run, where it cannot be typed during one. */
  #typed = "";
  /** @type {Map<string, LanguageStatus>} */
  #languages = new Map();

  constructor() {
    super();
    adopt(this.#root, css);
    this.#listen();
  }

  connectedCallback() {
    if (this.#project !== null) return;
    this.#askRunner();
    this.#fillPicker();
    this.#openFirst();
  }

  disconnectedCallback() {
    this.#session.stop();
    this.#connecting?.then((runtime) => runtime.close(), () => {});
    this.#connecting = null;
  }

  #listen() {
    const { picker, run, stop, deploy, share, reset, input, line, eof } = this.#parts;
    run.addEventListener("click", () => this.#run());
    stop.addEventListener("click", () => this.#session.stop());
    deploy.addEventListener("click", () => this.#deploy());
    share.addEventListener("click", () => this.#share());
    reset.addEventListener("click", () => this.#reset());
    picker.addEventListener("change", () => this.#pick(picker.value));
    eof.addEventListener("click", () => this.#session.endInput());
    input.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#type(line.value);
      line.value = "";
    });
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      event.preventDefault();
      this.#run();
    });
    for (const sign of ["pointerenter", "focusin"]) this.addEventListener(sign, () => this.#prepare(), { once: true });
  }

  // What the learner does

  #run() {
    if (this.#project === null || this.#parts.run.disabled) return;
    this.#session.run(this.#project, this.#typed);
    this.#view.echo(this.#typed);
    this.#typed = "";
  }

  #deploy() {
    if (this.#project !== null) this.#session.deploy(this.#project);
  }

  /** @param {string} text */
  #type(text) {
    this.#view.echo(`${text}\n`);
    if (this.#session.idle) this.#typed += `${text}\n`;
    else this.#session.input(`${text}\n`);
  }

  async #share() {
    if (this.#project === null) return;
    const { language, files } = this.#project;
    try {
      const { id } = await (await runnerApi()).share({ language, files });
      const url = new URL(this.getAttribute("page") ?? location.pathname, location.href);
      url.search = new URLSearchParams({ share: id }).toString();
      this.#view.shared(url.href);
    } catch (error) {
      this.#view.failure(reasonOf(error));
    }
  }

  #reset() {
    if (this.#project === null) return;
    this.#project.reset();
    this.#show(this.#project);
  }

  /** @param {string} value */
  async #pick(value) {
    await this.#open(loadExample(...split(value)), strings.galleryMissing);
    if (this.hasAttribute("linked")) history.replaceState(null, "", `?${new URLSearchParams({ example: value })}`);
    this.#prepare();
  }

  // What is shown

  async #openFirst() {
    const address = new URLSearchParams(this.hasAttribute("linked") ? location.search : "");
    const share = address.get("share");
    const example = address.get("example") ?? this.getAttribute("example") ?? DEFAULT_EXAMPLE;
    if (share !== null) {
      if (await this.#open(this.#loadShare(share), strings.shareMissing)) return;
    } else if (await this.#open(loadExample(...split(example)), strings.galleryMissing)) return;
    if (example !== DEFAULT_EXAMPLE) await this.#open(loadExample(...split(DEFAULT_EXAMPLE)), strings.galleryMissing);
  }

  async #fillPicker() {
    try {
      fillPicker(this.#parts.picker, await listExamples());
    } catch {
      this.#view.notice(strings.galleryMissing);
    }
    this.#choose();
  }

  /** @param {string} id @returns {Promise<Original>} */
  async #loadShare(id) {
    const { language, files } = await (await runnerApi()).shared(id);
    const run = { args: [], stdin: "", env: {} };
    return { key: `share/${id}`, language, title: strings.shared, description: "", kind: "console", files, run };
  }

  /** Whether there was something to open. @param {Promise<Original>} loading @param {string} failure */
  async #open(loading, failure) {
    try {
      const original = await loading;
      this.#session.stop();
      this.#project = new Project(original);
      this.#view.empty();
      await this.#show(this.#project);
      return true;
    } catch (error) {
      this.#view.notice(error instanceof ApiError && error.status === 0 ? strings.unreachable : failure);
      return false;
    }
  }

  /** @param {Project} project */
  async #show(project) {
    const { about, tabs, reset } = this.#parts;
    about.textContent = project.original.description;
    reset.disabled = !project.edited;
    this.#choose();
    this.#judge();
    showTabs(tabs, Object.keys(project.files), (path) => this.#showFile(path));
    selectTab(tabs, Object.keys(project.files)[0] ?? "");
    const language = languageNamed(project.language);
    if (language !== null) await (await this.#loadEditor(project)).open(language, project.files);
    this.dataset.ready = project.original.key;
  }

  /** @param {string} path */
  async #showFile(path) {
    selectTab(this.#parts.tabs, path);
    (await this.#editor)?.show(path);
  }

  /** @param {Diagnostic} diagnostic */
  async #jump({ file, line, column }) {
    if (file === null || line === null) return;
    await this.#showFile(file);
    (await this.#editor)?.jump(line, column);
  }

  #choose() {
    const original = this.#project?.original;
    if (original) choose(this.#parts.picker, original.key, original.title);
  }

  /** The editor comes in a chunk of its own; until it is there, the text alone is shown. @param {Project} project */
  #loadEditor(project) {
    this.#editor ??= this.#makeEditor(project);
    return this.#editor;
  }

  /** @param {Project} project @returns {Promise<Editor>} */
  async #makeEditor(project) {
    const parent = this.#parts.editor;
    const text = document.createElement("pre");
    text.textContent = Object.values(project.files)[0] ?? "";
    parent.replaceChildren(text);
    const { Editor } = await import("./editor.js");
    parent.replaceChildren();
    return new Editor({
      root: this.#root,
      parent,
      onEdit: (path, edited) => this.#edited(path, edited),
      onRun: () => this.#run(),
    });
  }

  /** @param {string} path @param {string} text */
  #edited(path, text) {
    if (this.#project === null) return;
    if (!this.#project.edit(path, text)) this.#view.notice(strings.notSaved);
    this.#parts.reset.disabled = !this.#project.edited;
  }

  // The runner and the frame

  async #askRunner() {
    try {
      const languages = await (await connect()).languages();
      this.#languages = new Map(languages.map((language) => [language.name, language]));
    } catch {
      this.#view.notice(strings.unreachable);
    }
    this.#judge();
  }

  /** Says so when the shown language cannot be built here. */
  #judge() {
    const language = languageNamed(this.#project?.language ?? "");
    const status = this.#languages.get(language?.name ?? "");
    const missing = status !== undefined && !status.available;
    this.#view.buildable(!missing);
    if (status !== undefined) {
      this.#view.notice(missing ? strings.unavailable(language?.label ?? status.name, status.reason ?? "") : "");
    }
  }

  #runtime() {
    this.#connecting ??= this.#connect();
    return this.#connecting;
  }

  async #connect() {
    try {
      const runtime = new Runtime(this.#root, await (await connect()).frame());
      if (!(await runtime.connect())) this.#view.inputBeforehand();
      return runtime;
    } catch (error) {
      this.#connecting = null;
      throw error;
    }
  }

  /** Gets the sandbox ready at the first sign of interest, so that the first run is quick. */
  async #prepare() {
    const language = languageNamed(this.#project?.language ?? "");
    if (language === null) return;
    try {
      await (await this.#runtime()).prepare(language.runtime);
    } catch {
      // Nobody asked yet; a run will say what is wrong.
    }
  }
}

/** Sharing takes a runner. */
async function runnerApi() {
  const { api } = await connect();
  if (api === null) throw new ApiError(0, strings.unreachable);
  return api;
}

/** @param {string} example @returns {[language: string, name: string]} */
function split(example) {
  const [language = "", name = ""] = example.split("/");
  return [language, name];
}
