/** What a call costs in this browser: none, direct, indirect, into the host and back. */

import { PLAYGROUND } from "../../backend/place.js";
import { button, element } from "../../dom.js";
import labCss from "../measured.css";
import { bar, cell, table } from "../measured.js";
import { digits, spreadOf } from "../spread.js";
import text from "./calls.wat";

/** @import {Clock, Kind, Timed} from "./calls-worker.js" */

export const css = labCss;

/** @type {Record<Kind, [title: string, note: string]>} */
const TITLES = {
  none: ["No call", "the step stands in the loop itself"],
  direct: ["Direct call", "call: which function is known when the module is compiled"],
  indirect: ["Indirect call", "call_indirect: one of four functions, by a number that is known when it happens"],
  host: ["Call of the host", "call of an import, which is a JavaScript function"],
  entry: ["Call from the host", "JavaScript calls a function of the module"],
  script: ["JavaScript alone", "JavaScript calls a JavaScript function"],
};

const COLUMN = "A step takes";

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export function mount(root, { signal }) {
  const rows = new Map(/** @type {Kind[]} */ (Object.keys(TITLES)).map((kind) => [kind, rowOf(kind)]));
  const status = element("p", { role: "status" });
  const again = button("Measure again", measure);
  const source = element("pre", { textContent: text, tabIndex: 0 });
  root.append(
    element("div", { className: "tools" }, again, status),
    table("Nanoseconds for one small step, by how the loop gets to it, in this browser", ["How", COLUMN], [...rows.values()]),
    element("details", {}, element("summary", { textContent: "The module that is measured" }), source),
  );
  measure();

  function measure() {
    if (again.getAttribute("aria-disabled") === "true") return;
    again.setAttribute("aria-disabled", "true");
    status.textContent = "Measuring…";
    /** @type {Timed[]} */
    const found = [];
    let tick = 0;
    const worker = new Worker(`${PLAYGROUND}labs/calls-worker.js`);
    const end = (/** @type {string} */ words) => {
      worker.terminate();
      again.removeAttribute("aria-disabled");
      status.textContent = words;
    };
    signal.addEventListener("abort", () => worker.terminate(), { once: true });
    worker.onerror = ({ message }) => end(`It could not be measured: ${message || "the worker did not start"}`);
    worker.onmessage = (/** @type {MessageEvent<Clock | Timed | "done">} */ { data }) => {
      if (data === "done") return end(summary(found, tick));
      if ("tick_ms" in data) tick = data.tick_ms;
      else {
        found.push(data);
        show(rows, found);
      }
    };
    worker.postMessage("measure");
  }
}

/** @param {Kind} kind */
function rowOf(kind) {
  const [title, note] = TITLES[kind];
  const row = element("tr", {}, element("th", { scope: "row" }, title, element("small", { textContent: note })), cell(COLUMN, "…"));
  row.dataset.kind = kind;
  return row;
}

/** All bars have one scale, which the slowest so far fills. @param {Map<Kind, HTMLTableRowElement>} rows @param {Timed[]} found */
function show(rows, found) {
  const spreads = found.map(({ kind, each_ns, calls }) => ({ kind, calls, ...spreadOf(each_ns) }));
  const whole = Math.max(...spreads.map(({ median }) => median));
  for (const { kind, calls, count, median, low, high } of spreads) {
    const row = rows.get(kind);
    if (row === undefined) continue;
    row.dataset.ns = String(median);
    const note = `four in five batches between ${digits(low)} and ${digits(high)} ns; ${count} batches of ${calls.toLocaleString("en")}`;
    row.lastElementChild?.replaceChildren(element("strong", { textContent: `${digits(median)} ns` }), bar(median, whole), element("small", { textContent: note }));
  }
}

/** @param {Timed[]} found @param {number} tick */
function summary(found, tick) {
  const median = (/** @type {Kind} */ kind) => spreadOf(found.find((one) => one.kind === kind)?.each_ns ?? []).median;
  const times = digits(median("indirect") / median("direct"));
  return `Here an indirect call takes ${times} times as long as a direct one. This browser's clock was seen to advance in steps of ${digits(tick * 1000)} µs; a batch lasts at least 50 of them.`;
}
