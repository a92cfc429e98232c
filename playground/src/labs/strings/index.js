/** The lab: passes a string to a C program byte by byte, and a number in both orders. */

import { hex } from "../../memory/bands.js";
import { STRINGS } from "../memory/compiled.js";
import { button, element } from "../../dom.js";
import { HexView } from "../../memory/hex-view.js";
import { artifactOf } from "../artifact.js";
import { started } from "../started.js";
import { encoded, units } from "./encodings.js";
import hexCss from "../../memory/hex.css";
import memoryCss from "../memory/memory.css";

/** @import {Encoding} from "./encodings.js" */

export const css = hexCss + memoryCss;

/**
 * @typedef {{memory: WebAssembly.Memory, room: (bytes: number) => number, give_back: (at: number) => void,
 *   shout: (at: number) => number, number_at: (at: number) => number}} Exports
 */

const ROWS = 6;

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export async function mount(root, { signal }) {
  const exports = /** @type {Exports} */ (/** @type {unknown} */ (await started(await artifactOf(STRINGS, signal))));
  const view = new HexView("Memory around the string", signal, ROWS);
  const text = element("input", { value: "Grüße 🌿", maxLength: 40, spellcheck: false });
  const encoding = element("select", {}, element("option", { value: "utf-8" }, "UTF-8"), element("option", { value: "utf-16" }, "UTF-16, little-endian"));
  const say = element("p", { className: "say", role: "status" });
  const table = element("div", { className: "facts", role: "region", ariaLabel: "Characters", tabIndex: 0 });
  let at = 0;

  const pass = () => {
    const bytes = encoded(text.value, chosen(encoding));
    if (at !== 0) exports.give_back(at);
    at = exports.room(bytes.length);
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    show(view, exports, at, bytes.length, "your string");
    table.replaceChildren(characters(text.value));
    say.textContent = `“${text.value}” is ${text.value.length} UTF-16 units for JavaScript and ${bytes.length} bytes here with its zeros at the end. room(${bytes.length}) answered ${hex(at)}.`;
  };
  const shout = () => {
    const letters = exports.shout(at);
    const size = encoded(text.value, chosen(encoding)).length;
    const bytes = new Uint8Array(exports.memory.buffer, at, size).slice();
    const back = new TextDecoder(encoding.value === "utf-8" ? "utf-8" : "utf-16le").decode(bytes).replace(/\0+$/, "");
    show(view, exports, at, size, "your string");
    say.textContent = `shout(${hex(at)}) changed ${letters} ${letters === 1 ? "letter" : "letters"} and stopped at the first zero byte. JavaScript reads “${back}”.`;
  };
  const form = element("div", { className: "goto" }, label("String", text), label("Encoding", encoding), button("Pass it", pass, "primary"), button("Let C shout it", shout));
  root.append(form, say, table, numbers(exports, view), view.element);
  pass();
}

/** @param {Exports} exports @param {HexView} view */
function numbers(exports, view) {
  const place = exports.room(4);
  const value = element("input", { value: "0x11223344", size: 12, spellcheck: false });
  const little = element("input", { type: "checkbox", checked: true });
  const say = element("p", { className: "say", role: "status" });
  const write = () => {
    const number = Number(value.value);
    if (!Number.isInteger(number) || number < 0 || number >= 2 ** 32) return void (say.textContent = "A number from 0 to 0xffffffff, please.");
    new DataView(exports.memory.buffer).setUint32(place, number, little.checked);
    show(view, exports, place, 4, "number");
    const read = exports.number_at(place) >>> 0;
    say.textContent = `setUint32(${hex(place)}, 0x${number.toString(16)}, ${little.checked}) wrote ${[...bytesAt(exports, place, 4)].map(byte).join(" ")}. C reads 0x${read.toString(16)}.`;
  };
  const box = element("label", { className: "pick" }, little, "Little-endian");
  return element("div", {}, element("div", { className: "goto" }, label("Number", value), box, button("Write it", write)), say);
}

/** @param {HexView} view @param {Exports} exports @param {number} at @param {number} size @param {string} name */
function show(view, exports, at, size, name) {
  const bytes = new Uint8Array(exports.memory.buffer);
  view.show({ bytes, bands: [], changed: (address) => address >= at && address < at + size, names: [{ name, at, size }] });
  view.reveal(at);
}

/** @param {Exports} exports @param {number} at @param {number} size */
function bytesAt(exports, at, size) {
  return new Uint8Array(exports.memory.buffer, at, size);
}

/** @param {string} text */
function characters(text) {
  const rows = [...text].map((character) => {
    const point = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    const utf8 = [...new TextEncoder().encode(character)].map(byte).join(" ");
    return element("tr", {}, ...[character, point, utf8, units(character)].map((cell) => element("td", {}, cell)));
  });
  const head = ["Character", "Code point", "Bytes in UTF-8", "Units in UTF-16"].map((cell) => element("th", { scope: "col" }, cell));
  return element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
}

/** @param {HTMLSelectElement} select @returns {Encoding} */
function chosen(select) {
  return select.value === "utf-16" ? "utf-16" : "utf-8";
}

/** @param {number} value */
function byte(value) {
  return value.toString(16).padStart(2, "0");
}

/** @param {string} text @param {HTMLElement} control */
function label(text, control) {
  return element("label", { className: "pick" }, element("span", {}, text), control);
}
