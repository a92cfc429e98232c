/** The lab: lets a program ask for more memory, and compares what was there before with what is there now. */

import { hex } from "../../memory/bands.js";
import { GROW } from "../memory/compiled.js";
import { button, element } from "../../dom.js";
import { artifactOf } from "../artifact.js";
import { started } from "../started.js";
import memoryCss from "../memory/memory.css";

export const css = memoryCss;

/** @typedef {{memory: WebAssembly.Memory, letter: () => number, allocate: (bytes: number) => number, grow: (pages: number) => number}} Exports */

const PAGE = 65_536;
const SHOWN = 64;
const FAILED = -1;

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export async function mount(root, { signal }) {
  const exports = /** @type {Exports} */ (/** @type {unknown} */ (await started(await artifactOf(GROW, signal))));
  const blocks = element("div", { className: "blocks", role: "img" });
  const body = element("tbody");
  const letter = exports.letter();
  const head = ["Asked for", "Answer", "Pages", "Old bytes", "Old ArrayBuffer", "The letter"];
  const table = element("table", {}, element("thead", {}, cells("th", head)), body);

  /** @param {string} name @param {() => number} ask @param {(answer: number) => string} answerText */
  const act = (name, ask, answerText) => {
    const old = exports.memory.buffer;
    const before = new Uint8Array(old).slice();
    const answer = ask() | 0;
    const now = new Uint8Array(exports.memory.buffer);
    const pages = [before.length / PAGE, now.length / PAGE];
    const kept = differing(before, now);
    const buffer = old.byteLength === 0 ? "detached: its length is 0" : "still the one in use";
    const row = [name, answerText(answer), pages[0] === pages[1] ? `${pages[1]}` : `${pages[0]} → ${pages[1]}`, kept, buffer, read(now, letter)];
    body.prepend(cells("td", row));
    draw(blocks, pages[0] ?? 0, pages[1] ?? 0);
  };
  const malloc = (/** @type {number} */ kib) =>
    button(`malloc(${kib} KiB)`, () => act(`malloc(${kib} KiB)`, () => exports.allocate(kib * 1024), (at) => (at === 0 ? "NULL: there is no more" : hex(at >>> 0))));
  const grow = (/** @type {number} */ pages) =>
    button(`memory.grow(${pages})`, () => act(`memory.grow(${pages})`, () => exports.grow(pages), (was) => (was === FAILED ? "−1: refused" : `${was}, the pages before`)));
  const buttons = element("div", { className: "buttons" }, malloc(1), malloc(100), grow(1), grow(16), grow(60_000));
  const facts = element("div", { className: "facts", role: "log", ariaLabel: "What was asked", tabIndex: 0 }, table);
  root.append(buttons, blocks, facts);
  draw(blocks, exports.memory.buffer.byteLength / PAGE, exports.memory.buffer.byteLength / PAGE);
}

/** @param {HTMLElement} blocks @param {number} before @param {number} now */
function draw(blocks, before, now) {
  const shown = Array.from({ length: Math.min(now, SHOWN) }, (_, page) => element("span", { className: page >= before ? "new" : "" }, String(page)));
  if (now > SHOWN) shown.push(element("span", {}, "…"));
  blocks.replaceChildren(...shown);
  blocks.setAttribute("aria-label", `${now} pages of 64 KiB, ${now - before} of them new`);
}

/** How much of the old content is as it was. @param {Uint8Array} before @param {Uint8Array} now */
function differing(before, now) {
  let changed = 0;
  for (let i = 0; i < before.length; i++) if (before[i] !== now[i]) changed++;
  const all = before.length.toLocaleString("en");
  return changed === 0 ? `all ${all} as before` : `${(before.length - changed).toLocaleString("en")} of ${all} as before; malloc wrote ${changed}`;
}

/** @param {Uint8Array} memory @param {number} at */
function read(memory, at) {
  return `${hex(at)}: “${new TextDecoder().decode(memory.slice(at, memory.indexOf(0, at)))}”`;
}

/** @param {"th" | "td"} tag @param {string[]} texts */
function cells(tag, texts) {
  return element("tr", {}, ...texts.map((text) => element(tag, tag === "th" ? { scope: "col" } : {}, text)));
}
