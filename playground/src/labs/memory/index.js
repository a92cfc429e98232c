/** The lab: steps through a C program, the reader's own too, and shows its memory. */

import { button, element } from "../../dom.js";
import { Debugger } from "./debugger.js";
import { PROGRAMS } from "./programs.js";
import { NotRecorded, record } from "./run.js";
import hexCss from "../../memory/hex.css";
import memoryCss from "./memory.css";

/** @import {SourceEditor} from "./source-editor.js" */

export const css = hexCss + memoryCss;

/** @param {ShadowRoot} root @param {{host: HTMLElement, signal: AbortSignal}} options */
export async function mount(root, { host, signal }) {
  const lab = new Lab(root, signal);
  lab.picker.value = host.getAttribute("program") ?? "pointers";
  await lab.open();
}

class Lab {
  picker = element("select", {}, ...PROGRAMS.map(({ name, title }) => element("option", { value: name }, title)));
  #root;
  #signal;
  #view;
  #source = "";
  #notice = element("div", { className: "notice", role: "alert", hidden: true });
  #edit = button("Edit the program", () => this.#change());
  #build = button("Build and step", () => this.#step(), "primary");
  #stop = button("Stop", () => this.#run.abort(), "stop");
  #run = new AbortController();
  /** @type {SourceEditor | null} */
  #editor = null;

  /** @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.#root = root;
    this.#signal = signal;
    this.#view = new Debugger(signal);
    this.picker.addEventListener("change", () => this.open());
    const pick = element("label", { className: "pick" }, element("span", {}, "Program"), this.picker);
    const bar = element("div", { className: "bar" }, pick, this.#edit, this.#build, this.#stop);
    root.append(bar, this.#notice, this.#view.element);
    this.#build.hidden = this.#stop.hidden = true;
  }

  /** Shows the chosen program from its start. */
  async open() {
    this.#close();
    this.#source = PROGRAMS.find(({ name }) => name === this.picker.value)?.source ?? "";
    await this.#record();
  }

  async #change() {
    const { SourceEditor } = await import("./source-editor.js");
    this.#editor = new SourceEditor(this.#root, this.#source, () => this.#step());
    this.#view.listing.replaceWith(this.#editor.element);
    this.#edit.hidden = true;
    this.#build.hidden = false;
    this.#editor.focus();
  }

  async #step() {
    if (this.#editor === null) return;
    this.#source = this.#editor.text;
    if (await this.#record()) this.#close();
  }

  #close() {
    this.#editor?.element.replaceWith(this.#view.listing);
    this.#editor?.close();
    this.#editor = null;
    this.#edit.hidden = false;
    this.#build.hidden = true;
  }

  /** Whether there is something to step through. */
  async #record() {
    this.#run.abort();
    const { signal } = (this.#run = new AbortController());
    this.#notice.hidden = true;
    this.#stop.hidden = false;
    try {
      const recorded = await record(this.#source, [], AbortSignal.any([signal, this.#signal]));
      this.#view.source(this.#source);
      this.#view.open(recorded);
      this.#editor?.mark([]);
      return true;
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
      return false;
    } finally {
      if (signal === this.#run.signal) this.#stop.hidden = true;
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    const diagnostics = error instanceof NotRecorded ? error.diagnostics : [];
    const lines = diagnostics.map(({ line, message }) => element("li", {}, `${line === null ? "" : `Line ${line}: `}${message}`));
    const message = error instanceof Error ? error.message : String(error);
    this.#notice.replaceChildren(element("p", {}, message), element("ul", {}, ...lines));
    this.#notice.hidden = false;
    this.#editor?.mark(diagnostics);
  }
}
