/** What the module's file consists of. */

import { element } from "../../dom.js";
import { titleOf } from "../../wasm/module.js";
import { hex } from "./bytes.js";

/** @import {Linked} from "./linked.js" */

/** @type {Record<string, string>} */
const HOLDS = {
  type: "the signatures of functions",
  import: "what the host must provide",
  function: "the signature of each function",
  table: "the tables that indirect calls go through",
  memory: "how large the memory is at first, and may become",
  global: "global variables, such as the stack pointer",
  export: "what the host may use",
  element: "the functions that the tables hold at first",
  code: "the functions",
  data: "what the memory holds at first",
  "custom “name”": "the names of functions, for people",
  "custom “.debug_line”": "which line each instruction came from",
};

/** @param {HTMLTableElement} table @param {Linked} linked */
export function fillSections(table, { module, functions }) {
  const own = functions.flat().reduce((sum, { length }) => sum + length, 0);
  const rows = module.sections.map((section) => {
    const title = titleOf(section);
    const size = section.to - section.start;
    const holds = HOLDS[title] ?? (title.startsWith("custom “.debug") ? "for debuggers" : "about the tools and features used");
    return row(title, hex(section.start), size.toLocaleString("en"), title === "code" ? `${holds}; ${own.toLocaleString("en")} bytes are of yours, the rest is the C library` : holds);
  });
  table.replaceChildren(captionOf(module.bytes.length), head(["Section", "From", "Bytes", "Holds"]), body(rows));
}

/** @param {number} size */
function captionOf(size) {
  const caption = document.createElement("caption");
  caption.textContent = `The file's ${size.toLocaleString("en")} bytes: 8 that say that it is WebAssembly, version 1, then its sections.`;
  return caption;
}

/** @param {string[]} titles */
function head(titles) {
  const head = document.createElement("thead");
  head.append(cells("th", titles));
  for (const cell of head.querySelectorAll("th")) cell.scope = "col";
  return head;
}

/** @param {HTMLTableRowElement[]} rows */
function body(rows) {
  const body = document.createElement("tbody");
  body.append(...rows);
  return body;
}

/** @param {string[]} texts */
function row(...texts) {
  return cells("td", texts);
}

/** @param {"th" | "td"} name @param {string[]} texts */
function cells(name, texts) {
  const row = document.createElement("tr");
  row.append(...texts.map((text) => element(name, { textContent: text })));
  return row;
}
