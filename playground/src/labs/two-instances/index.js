/** The lab: two instances of one module, each with a memory of its own, or both with the same one. */

import { hex } from "../../memory/bands.js";
import { NOTE } from "../memory/compiled.js";
import { button, element } from "../../dom.js";
import { HexView } from "../../memory/hex-view.js";
import { artifactOf } from "../artifact.js";
import hexCss from "../../memory/hex.css";
import memoryCss from "../memory/memory.css";

export const css = hexCss + memoryCss;

/** @typedef {{write: (address: number, value: number) => void, read: (address: number) => number}} Exports */
/** @typedef {{name: string, memory: WebAssembly.Memory, exports: Exports, view: HexView}} Instance */

const ROWS = 8;

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export async function mount(root, { signal }) {
  const module = await WebAssembly.compile(await artifactOf(NOTE, signal));
  const one = element("input", { type: "checkbox" });
  const address = number("Address", 16, 65_535);
  const value = number("Value", 42, 255);
  const say = element("p", { className: "say", role: "status" });
  const views = ["A", "B"].map((name) => new HexView(`Memory of ${name}`, signal, ROWS));
  /** @type {Instance[]} */
  let instances = [];

  const start = () => {
    const shared = one.checked ? memory() : null;
    instances = views.map((view, i) => make("AB".charAt(i), module, shared ?? memory(), view));
    say.textContent = one.checked ? "Both were given the same memory." : "Each was given a memory of its own.";
    show(instances, null);
  };
  /** @param {number} which */
  const write = (which) => {
    const [writer, other] = [instances[which], instances[1 - which]];
    const at = address.input.valueAsNumber;
    if (writer === undefined || other === undefined || !address.input.checkValidity() || !value.input.checkValidity()) return;
    writer.exports.write(at, value.input.valueAsNumber);
    show(instances, at);
    say.textContent = `${writer.name} wrote ${value.input.value} at ${hex(at)}. There, ${writer.name} reads ${writer.exports.read(at)} and ${other.name} reads ${other.exports.read(at)}.`;
  };
  one.addEventListener("change", start);
  const share = element("label", { className: "pick" }, one, "Give both the same memory");
  const buttons = [button("Write in A", () => write(0), "primary"), button("Write in B", () => write(1))];
  const pair = element("div", { className: "pair" }, ...views.map((view, i) => element("section", {}, element("h3", {}, `Instance ${"AB".charAt(i)}`), view.element)));
  root.append(element("div", { className: "goto" }, address.label, value.label, ...buttons, share), say, pair);
  start();
}

function memory() {
  return new WebAssembly.Memory({ initial: 1 });
}

/** @param {string} name @param {WebAssembly.Module} module @param {WebAssembly.Memory} memory @param {HexView} view @returns {Instance} */
function make(name, module, memory, view) {
  const instance = new WebAssembly.Instance(module, { host: { memory } });
  return { name, memory, view, exports: /** @type {Exports} */ (/** @type {unknown} */ (instance.exports)) };
}

/** @param {Instance[]} instances @param {number | null} at  Where a byte was written. */
function show(instances, at) {
  for (const { memory, view } of instances) {
    const bytes = new Uint8Array(memory.buffer);
    view.show({ bytes, bands: [], changed: (address) => address === at && bytes[address] !== 0, names: [] });
    if (at !== null) view.reveal(at);
  }
}

/** @param {string} text @param {number} value @param {number} max */
function number(text, value, max) {
  const input = element("input", { type: "number", min: "0", max: String(max), value: String(value), required: true });
  return { input, label: element("label", { className: "pick" }, element("span", {}, text), input) };
}
