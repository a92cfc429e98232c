/** The variables that exist: name, type, address, value; a button shows each in the memory. */

import { hex } from "../../memory/bands.js";
import { button, element } from "../../dom.js";
import { valueOf } from "./values.js";

/** @import {Living} from "./scope.js" */

const MAX_BYTES = 8;

export class VariablesTable {
  #body = element("tbody");
  element = element(
    "div",
    { className: "variables", role: "region", ariaLabel: "Variables", tabIndex: 0 },
    element("table", {}, element("thead", {}, row("th", ["Variable", "Type", "Address", "Value"])), this.#body),
  );
  #go;

  /** @param {(address: number) => void} go */
  constructor(go) {
    this.#go = go;
  }

  /** @param {Living[]} living @param {Uint8Array} memory @param {(at: number) => boolean} changed */
  show(living, memory, changed) {
    this.#body.replaceChildren(...living.map((variable) => this.#row(variable, memory, changed)));
  }

  /** @param {Living} variable @param {Uint8Array} memory @param {(at: number) => boolean} changed */
  #row({ name, type, function: owner, at, size }, memory, changed) {
    const bytes = memory.subarray(at, at + size);
    const value = valueOf(type, bytes) ?? raw(bytes);
    const made = row("td", [owner === null ? name : `${name} in ${owner}`, type, "", value]);
    made.children[2]?.append(button(hex(at), () => this.#go(at), "link"));
    const target = type.endsWith("*") && bytes.length === 4 ? new DataView(bytes.buffer, at).getUint32(0, true) : 0;
    if (target > 0 && target < memory.length) {
      made.children[3]?.replaceChildren("→ ", button(value, () => this.#go(target), "link"));
    }
    const touched = bytes.some((_, i) => changed(at + i));
    made.classList.toggle("changed", touched);
    if (touched) made.children[3]?.append(element("span", { className: "note" }, " changed"));
    return made;
  }
}

/** @param {"th" | "td"} tag @param {string[]} texts */
function row(tag, texts) {
  return element("tr", {}, ...texts.map((text) => element(tag, tag === "th" ? { scope: "col" } : {}, text)));
}

/** @param {Uint8Array} bytes */
function raw(bytes) {
  const shown = [...bytes.subarray(0, MAX_BYTES)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return bytes.length > MAX_BYTES ? `${shown} …` : shown;
}
