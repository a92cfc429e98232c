/** Addresses that were given a name and a type: their values after the last run, and what they were before it. */

import { hex } from "../../memory/bands.js";
import { TYPES, targetAt, valueAt } from "../../memory/types.js";
import { button, element } from "../../dom.js";
import { load, save } from "../../storage.js";
import { strings } from "../../strings.js";

/** @import {HexView} from "../../memory/hex-view.js" */
/** @import {TypeName} from "../../memory/types.js" */
/** @import {Source} from "../../backend/index.js" */

/** @typedef {{name: string, at: number, type: TypeName}} Watch */

export class Watches {
  #go;
  #onChange;
  #name = element("input", { ariaLabel: strings.inside.watch.name, placeholder: strings.inside.watch.name, size: 10, spellcheck: false, autocomplete: "off" });
  #address = element("input", { ariaLabel: strings.inside.watch.address, size: 10, spellcheck: false, autocomplete: "off" });
  #type = element("select", { ariaLabel: strings.inside.watch.type }, ...Object.keys(TYPES).map((value) => element("option", { value, textContent: typeName(value) })));
  #body = element("tbody");
  #table = element("table", { hidden: true }, head(), this.#body);
  element;
  #key = "";
  /** @type {Watch[]} */
  #watches = [];

  /** @param {(address: number) => void} go @param {() => void} onChange */
  constructor(go, onChange) {
    this.#go = go;
    this.#onChange = onChange;
    this.#type.value = "i32";
    const form = element("form", {}, this.#name, this.#address, this.#type, element("button", { className: "quiet", textContent: strings.inside.watch.add }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#add();
    });
    this.element = element("section", { className: "watches", ariaLabel: strings.inside.watch.title }, form, this.#table);
  }

  /** What the view of the bytes names. */
  get names() {
    return this.#watches.map(({ name, at, type }) => ({ name, at, size: TYPES[type]?.size ?? 1 }));
  }

  /** Those of this program. @param {Source} source @param {HexView} hexView */
  open({ language, files }, hexView) {
    const key = `watches:${language}:${Object.keys(files).sort().join(",")}`;
    this.suggest(hexView.active);
    if (key === this.#key) return;
    this.#key = key;
    const kept = load(key);
    this.#watches = Array.isArray(kept) ? kept.filter(isWatch) : [];
  }

  /** The address to watch next, unless another is being written. @param {number} address */
  suggest(address) {
    if (!this.#address.matches(":focus")) this.#address.value = hex(address);
  }

  /** @param {Uint8Array} bytes @param {Uint8Array | null} before */
  show(bytes, before) {
    this.#table.hidden = this.#watches.length === 0;
    this.#body.replaceChildren(...this.#watches.map((watch) => this.#row(watch, bytes, before)));
  }

  #add() {
    const at = Number(this.#address.value);
    if (this.#address.value.trim() === "" || !Number.isInteger(at) || at < 0) return this.#address.focus();
    const name = this.#name.value.trim() || hex(at);
    this.#watches = [...this.#watches, { name, at, type: this.#type.value }];
    this.#name.value = "";
    this.#keep();
  }

  #keep() {
    save(this.#key, this.#watches);
    this.#onChange();
  }

  /** @param {Watch} watch @param {Uint8Array} bytes @param {Uint8Array | null} before */
  #row(watch, bytes, before) {
    const words = strings.inside.watch;
    const { name, at, type } = watch;
    const now = valueAt(type, bytes, at);
    const was = before === null ? null : valueAt(type, before, at);
    const target = type === "pointer" ? targetAt(bytes, at) : null;
    const value = target === null ? (now ?? words.outside) : button(`→ ${now}`, () => this.#go(target), "link");
    const remove = button(words.remove, () => {
      this.#watches = this.#watches.filter((one) => one !== watch);
      this.#keep();
    }, "link");
    remove.ariaLabel = words.removeOf(name);
    const cells = [name, typeName(type), button(hex(at), () => this.#go(at), "link"), value, was === null || was === now ? "" : was, remove];
    return element("tr", { className: was !== null && was !== now ? "changed" : "" }, ...cells.map((cell) => element("td", {}, cell)));
  }
}

function head() {
  const { name, type, place, value, before } = strings.inside.watch;
  const titles = [name, type, place, value, before].map((text) => element("th", { scope: "col", textContent: text }));
  return element("thead", {}, element("tr", {}, ...titles, element("td")));
}

/** @param {string} type */
function typeName(type) {
  const { pointer, text } = strings.inside.watch;
  return type === "pointer" ? pointer : type === "text" ? text : type;
}

/** @param {unknown} value @returns {value is Watch} */
function isWatch(value) {
  const { name, at, type } = /** @type {Record<string, unknown>} */ (value ?? {});
  return typeof name === "string" && Number.isInteger(at) && typeof type === "string" && type in TYPES;
}
