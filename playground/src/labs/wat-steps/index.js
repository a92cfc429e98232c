/** A C program, what the compiler made of it, and the bytes of that, which follow one another. */

import { element } from "../../dom.js";
import { highlightC, highlightCss } from "../../highlight.js";
import { builtOf, programOf } from "../fence-program.js";
import { Bytes, hex } from "./bytes.js";
import { link } from "./linked.js";
import { Listing } from "../../listing.js";
import { fillSections } from "./sections.js";
import labCss from "./wat-steps.css";

/** @import {Step} from "./linked.js" */

export const css = highlightCss + labCss;

const FILE = "main.c";

/** @param {ShadowRoot} root @param {{host: HTMLElement, signal: AbortSignal}} options */
export async function mount(root, { host, signal }) {
  const steps = new Steps();
  const again = element("button", { type: "button", textContent: "Compile it again" });
  again.addEventListener("click", () => compile());
  root.append(...steps.elements(again));
  await compile();

  async function compile() {
    if (again.getAttribute("aria-disabled") === "true") return;
    again.setAttribute("aria-disabled", "true");
    steps.say("Compiling…");
    try {
      const { project, hidden } = programOf(host, host.getAttribute("program") ?? "");
      const { module, diagnostics } = await builtOf(project, signal);
      const error = diagnostics.find(({ severity }) => severity === "error");
      if (module !== null) steps.show(project.files[FILE] ?? "", hidden[FILE] ?? [], module);
      else steps.say(`It does not compile: line ${error?.line ?? "?"}, ${error?.message ?? "no reason was given"}.`);
    } catch (error) {
      if (!signal.aborted) steps.say(`It could not be compiled: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      again.removeAttribute("aria-disabled");
    }
  }
}

/** @typedef {"source" | "wat" | "bytes"} Pane */

/** What is current: a line, or an instruction and its line. @typedef {{line: number | null, step: number | null}} Choice */

class Steps {
  /** The number of each listed source line. @type {number[]} */
  #numbers = [];
  /** @type {Step[]} */
  #steps = [];
  /** @type {Choice} */
  #kept = { line: null, step: null };
  #status = element("p", { className: "status" });
  #sections = document.createElement("table");
  #source = new Listing("C source", this.#events("source", (index) => ({ line: this.#numbers[index] ?? null, step: null })));
  #wat = new Listing("WebAssembly text", this.#events("wat", (index) => this.#chosen(index)));
  #bytes = new Bytes(this.#events("bytes", (index) => this.#chosen(index)));

  /** @param {HTMLElement} again */
  elements(again) {
    this.#status.setAttribute("role", "status");
    const bar = element("div", { className: "tools" });
    bar.append(again, this.#status);
    const panes = element("div", { className: "panes" });
    panes.append(pane("C", this.#source.list), pane("WebAssembly text", this.#wat.list), pane("Bytes", this.#bytes.list));
    const details = document.createElement("details");
    details.append(element("summary", { textContent: "The whole file, section by section" }));
    const scroller = element("div", { className: "scroller", tabIndex: 0 });
    scroller.setAttribute("role", "region");
    scroller.setAttribute("aria-label", "The sections of the file");
    scroller.append(this.#sections);
    details.append(scroller);
    return [bar, panes, details];
  }

  /** @param {string} text */
  say(text) {
    this.#status.textContent = text;
  }

  /** @param {string} source @param {[number, number][]} hidden  Ranges of lines, from 1. @param {ArrayBuffer} module */
  show(source, hidden, module) {
    const linked = link(module, FILE);
    const lines = source.replace(/\n$/, "").split("\n");
    this.#numbers = lines.map((_, index) => index + 1).filter((line) => !hidden.some(([first, last]) => line >= first && line <= last));
    this.#steps = linked.functions.flat();
    this.#source.fill(this.#numbers.map((line) => ({ label: String(line), text: highlightC(lines[line - 1] ?? "") })));
    this.#wat.fill(this.#steps.map(({ offset, text, depth }) => ({ label: hex(offset), text, indent: depth })));
    this.#bytes.fill(linked.module.bytes, linked.functions);
    fillSections(this.#sections, linked);
    this.#kept = { line: this.#steps.find(({ line }) => line !== null)?.line ?? null, step: null };
    this.#mark(this.#kept, null);
  }

  /** @param {Pane} pane @param {(index: number) => Choice} choice */
  #events(pane, choice) {
    return {
      choose: (/** @type {number} */ index) => this.#mark((this.#kept = choice(index)), pane),
      glance: (/** @type {number | null} */ index) => this.#mark(index === null ? this.#kept : choice(index), pane),
    };
  }

  /** @param {number} step @returns {Choice} */
  #chosen(step) {
    return { line: this.#steps[step]?.line ?? null, step };
  }

  /** @param {Choice} choice @param {Pane | null} from  The pane that it comes from, which stays still under the pointer. */
  #mark({ line, step }, from) {
    const marked = new Set(this.#steps.flatMap((one, index) => (index === step || (line !== null && one.line === line) ? [index] : [])));
    const row = line === null ? -1 : this.#numbers.indexOf(line);
    this.#source.mark(new Set(row === -1 ? [] : [row]), row === -1 ? null : row, from === "source");
    this.#wat.mark(marked, step, from === "wat");
    this.#bytes.mark(marked, step, from === "bytes");
    this.say(sentence(line, [...marked].flatMap((index) => this.#steps[index] ?? [])));
  }
}

/** @param {number | null} line @param {Step[]} steps */
function sentence(line, steps) {
  const bytes = steps.reduce((sum, { length }) => sum + length, 0);
  if (line === null) return steps.length === 0 ? "" : `${steps[0]?.text}: the compiler gave it no line of its own.`;
  if (steps.length === 0) return `Line ${line}: no instruction came from it alone.`;
  const what = steps.length === 1 ? "1 line of WebAssembly" : `${steps.length} lines of WebAssembly`;
  return `Line ${line}: ${what} in ${bytes} bytes, from ${hex(steps[0]?.offset ?? 0)} on.`;
}

/** @param {string} title @param {HTMLElement} list */
function pane(title, list) {
  const pane = element("section", { className: "pane" });
  pane.append(element("h4", { textContent: title }), list);
  return pane;
}
