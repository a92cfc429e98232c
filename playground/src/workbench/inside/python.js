/** What there is to see of a Python program: no WebAssembly of its own, but its bytecode, listed by CPython's `dis`. */

import { withoutAssets } from "../../assets.js";
import { element } from "../../dom.js";
import { Listing } from "../../listing.js";
import { reasonOf } from "../../session.js";
import { strings } from "../../strings.js";
import { runOnce } from "../one-run.js";
import SCRIPT from "./bytecode.py";

/** @import {Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */

/** An instruction of CPython. `function` is the name of the code that it is in. @typedef {{function: string, line: number | null, offset: number, text: string}} Row */

const BANDS = 8;

export class PythonView {
  #bench;
  #file = element("select", { ariaLabel: strings.inside.python.file });
  #said = element("p", { className: "saying", role: "status" });
  #list = new Listing(strings.inside.python.list, {
    choose: (index) => this.#mark((this.#line = this.#rows[index]?.line ?? null), true),
    glance: (index) => this.#mark(index === null ? this.#line : (this.#rows[index]?.line ?? null), true),
  });
  element = element("div", { className: "code python" }, element("p", { textContent: strings.inside.python.about }), this.#file, this.#said, this.#list.list);
  /** @type {Row[]} */
  #rows = [];
  /** @type {number | null} */
  #line = null;
  #task = new AbortController();

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
    this.#file.addEventListener("change", () => this.#read());
    bench.code.visited.on(({ file, line }) => {
      if (file !== this.#file.value || !this.element.checkVisibility()) return;
      this.#line = line;
      this.#mark(line, false);
    });
  }

  /** @param {Project} project */
  show({ files }) {
    const names = Object.keys(files).filter((path) => path.endsWith(".py"));
    const chosen = this.#file.value;
    this.#file.replaceChildren(...names.map((value) => element("option", { value, textContent: value })));
    if (names.includes(chosen)) this.#file.value = chosen;
    return this.#read();
  }

  async #read() {
    const project = this.#bench.project();
    const path = this.#file.value;
    if (project === null || path === "") return;
    this.#task.abort();
    const { signal } = (this.#task = new AbortController());
    this.#said.textContent = strings.inside.python.reading;
    try {
      const source = withoutAssets(project.files)[path] ?? "";
      const files = { "main.py": SCRIPT, "source.txt": source };
      const { output } = await runOnce({ runtime: "python", files }, { args: [path], env: {}, stdin: "", ended: true }, null, signal);
      const [first = "", ...rest] = new TextDecoder().decode(output.stdout).trimEnd().split("\n");
      const told = JSON.parse(first === "" ? '{"error": ""}' : first);
      if ("error" in told) return this.#fail(told.error || new TextDecoder().decode(output.stderr));
      this.#fill(path, rest.map((line) => JSON.parse(line)));
    } catch (error) {
      if (!signal.aborted) this.#fail(reasonOf(error));
    }
  }

  /** @param {string} text */
  #fail(text) {
    this.#said.textContent = strings.inside.python.failed(text);
    this.#list.fill([]);
  }

  /** @param {string} path @param {Row[]} rows */
  #fill(path, rows) {
    const lines = [...new Set(rows.flatMap(({ line }) => (line === null ? [] : [line])))].sort((one, other) => one - other);
    const bands = new Map(lines.map((line, index) => [line, `band-${index % BANDS}`]));
    this.#rows = rows;
    this.#list.fill(rows.map(({ line, text, offset }) => ({ label: line === null ? "" : String(line), text, indent: offset < 0 ? 0 : 1, className: bands.get(line ?? 0) ?? "" })));
    this.#bench.code.tint(new Map([[path, bands]]));
    this.#said.textContent = strings.inside.python.hint;
  }

  /** @param {number | null} line @param {boolean} still  The list stays where it is. */
  #mark(line, still) {
    const marked = new Set(this.#rows.flatMap((row, index) => (line !== null && row.line === line ? [index] : [])));
    this.#list.mark(marked, null, still);
    this.#bench.code.light(still && line !== null ? { file: this.#file.value, line } : null);
    if (line !== null) this.#said.textContent = strings.inside.python.told(this.#file.value, line, marked.size);
  }
}
