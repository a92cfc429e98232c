/** What a view of a memory shows: one row of bytes, and one sentence on a byte. */

import { strings } from "../strings.js";
import { bandAt, hex } from "./bands.js";

/** @import {Band} from "./bands.js" */

/**
 * @typedef {object} Memory
 * @property {Uint8Array} bytes
 * @property {Band[]} bands
 * @property {(address: number) => boolean} changed
 * @property {{name: string, at: number, size: number}[]} names
 * @property {number} [stack]  The stack pointer.
 */

/** @param {number} width */
export function headRow(width) {
  const { address, text, names } = strings.memory;
  const row = document.createElement("tr");
  row.append(cell("th", address, "address"));
  for (let i = 0; i < width; i++) row.append(cell("th", i.toString(16).toUpperCase(), "column"));
  row.append(cell("th", text, "text"), cell("th", names, "names"));
  for (const head of row.children) head.setAttribute("scope", "col");
  const head = document.createElement("thead");
  head.append(row);
  return head;
}

/** @param {Memory} memory @param {number} from @param {number} width @param {number} active */
export function memoryRow(memory, from, width, active) {
  const row = document.createElement("tr");
  const band = bandAt(memory.bands, from) ?? bandAt(memory.bands, from + width - 1);
  const address = cell("th", hex(from), "address");
  address.setAttribute("scope", "row");
  row.dataset.band = band?.name ?? "none";
  address.append(cell("span", band?.title ?? "", "band"));
  row.append(address);
  let text = "";
  for (let at = from; at < from + width; at++) {
    const byte = memory.bytes[at];
    if (byte === undefined) break;
    row.append(byteCell(memory, at, byte, active));
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
  }
  const names = memory.names.filter(({ at }) => at >= from && at < from + width).map(({ name }) => name);
  row.append(cell("td", text, "text"), cell("td", names.join(", "), "names"));
  return row;
}

/** @param {Memory} memory @param {number} at @param {number} byte @param {number} active */
function byteCell({ changed, names, bands, stack }, at, byte, active) {
  const made = cell("td", byte.toString(16).padStart(2, "0"), byte === 0 ? "byte zero" : "byte");
  made.dataset.at = String(at);
  made.dataset.band = bandAt(bands, at)?.name ?? "none";
  made.tabIndex = at === active ? 0 : -1;
  made.classList.toggle("changed", changed(at));
  made.classList.toggle("named", names.some((name) => at >= name.at && at < name.at + name.size));
  made.classList.toggle("pointer", at === stack);
  made.classList.toggle("active", at === active);
  return made;
}

/** One sentence on a byte. @param {Memory} memory @param {number} at */
export function told({ bytes, bands, changed, names }, at) {
  const words = strings.memory;
  const byte = bytes[at];
  if (byte === undefined) return "";
  const owner = names.find((name) => at >= name.at && at < name.at + name.size);
  const parts = [
    words.place(hex(at), strings.number(at), Math.floor(at / 65_536)),
    bandAt(bands, at)?.title.toLowerCase(),
    owner && words.byteOf(at - owner.at, owner.name),
    words.value(byte),
    changed(at) && words.justChanged,
  ];
  return words.sentence(parts.filter((part) => typeof part === "string"));
}

/** @param {"th" | "td" | "span"} tag @param {string} text @param {string} name */
function cell(tag, text, name) {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = name;
  return made;
}
