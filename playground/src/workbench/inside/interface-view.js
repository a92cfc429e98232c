/** What a build imports and exports. Each exported function can be called, in the sandbox. */

import { button, element } from "../../dom.js";
import { explain } from "../../explain.js";
import { reasonOf } from "../../session.js";
import { strings } from "../../strings.js";
import { typeText } from "../../wasm/interface.js";
import { runOnce } from "../one-run.js";
import { GIVEN, valueText } from "./values.js";

/** @import {Signature} from "../../wasm/module.js" */
/** @import {Export} from "../../wasm/interface.js" */
/** @import {Ran} from "../one-run.js" */
/** @import {Subject} from "./subject.js" */

export class InterfaceView {
  element = element("div", { className: "surface" });
  /** @type {Subject | null} */
  #subject = null;
  #task = new AbortController();

  /** @param {Subject} subject */
  show(subject) {
    const words = strings.inside.surface;
    const { imports, exports } = subject.surface;
    this.#subject = subject;
    this.#task.abort();
    const needs = imports.map(({ module, name, type }) => [`${module}.${name}`, words.kinds[type.kind], typeText(type)]);
    this.element.replaceChildren(
      element("h2", { textContent: words.exports(exports.length) }),
      element("ul", { className: "exports" }, ...exports.map((one) => this.#export(one))),
      element("h2", { textContent: words.imports(imports.length) }),
      imports.length === 0 ? element("p", { textContent: words.noImports }) : element("div", { className: "scroller", role: "region", ariaLabel: words.imports(imports.length), tabIndex: 0 }, table([words.name, words.kind, words.type], needs)),
    );
  }

  /** @param {Export} one */
  #export({ name, type }) {
    const words = strings.inside.surface;
    const head = element("p", {}, element("code", { textContent: name }), ` ${words.kinds[type.kind]} `, element("code", { className: "type", textContent: typeText(type) }));
    if (type.kind !== "function") return element("li", {}, head);
    return element("li", {}, head, this.#form(name, type.signature));
  }

  /** @param {string} name @param {Signature} signature */
  #form(name, { params }) {
    const words = strings.inside.surface;
    if (!params.every((type) => GIVEN.has(type))) return element("p", { className: "saying", textContent: words.notNumbers });
    const inputs = params.map((type, index) => element("input", { ariaLabel: words.argument(name, index + 1, type), placeholder: type, autocomplete: "off", spellcheck: false, size: 12 }));
    const call = element("button", { textContent: words.call, ariaLabel: words.callOf(name) });
    const stop = button(strings.stop, () => this.#task.abort(), "quiet");
    stop.hidden = true;
    const said = element("output", { className: "saying" });
    const form = element("form", {}, ...inputs, call, stop, said);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const args = params.map((type, index) => ({ type, text: valueText(type, inputs[index]?.value ?? "") }));
      const wrong = args.findIndex(({ text }) => text === null);
      if (wrong !== -1) {
        said.textContent = words.wrong(wrong + 1, params[wrong] ?? "");
        return inputs[wrong]?.focus();
      }
      stop.hidden = !(call.disabled = true);
      said.textContent = words.calling;
      said.textContent = await this.#call(name, args.map(({ type, text }) => ({ type, text: text ?? "" })));
      stop.hidden = !(call.disabled = false);
    });
    return form;
  }

  /** One sentence on what came of it. @param {string} name @param {{type: string, text: string}[]} args */
  async #call(name, args) {
    const { bytes } = /** @type {Subject} */ (this.#subject);
    const { signal } = (this.#task = new AbortController());
    try {
      const invocation = { args: [], env: {}, stdin: "", ended: true };
      const ran = await runOnce({ runtime: "wasi", module: bytes.slice(0) }, invocation, { call: { name, args } }, signal);
      return told(ran);
    } catch (error) {
      return signal.aborted ? strings.stopped : reasonOf(error);
    }
  }
}

/** @param {Ran} ran */
function told({ ending, milliseconds, output, inspection }) {
  const words = strings.inside.surface;
  const printed = new TextDecoder().decode(output.stdout) + new TextDecoder().decode(output.stderr);
  const values = inspection?.values ?? null;
  const result = values === null ? explain(ending, milliseconds) : words.returned(values, strings.took(milliseconds));
  return printed === "" ? result : `${result} ${words.printed(printed)}`;
}

/** @param {string[]} titles @param {string[][]} rows */
export function table(titles, rows) {
  const head = element("tr", {}, ...titles.map((text) => element("th", { scope: "col", textContent: text })));
  const body = rows.map((texts) => element("tr", {}, ...texts.map((text) => element("td", { textContent: text }))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}
