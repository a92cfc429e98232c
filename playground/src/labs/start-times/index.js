/** What it costs to start a program of one's own: published, measured here, and measured by the runner. */

import { loadModule } from "../escapes/recordings.js";
import { measureInstances, measureWorkers } from "./browser.js";
import { loadMeasurements } from "./measurements.js";
import { ONE_PAGE } from "./module.js";
import { rows } from "./rows.js";
import labCss from "./start-times.css";
import { makeTable, showFigure, showNone } from "./table.js";

/** @import {Spread} from "./spread.js" */
/** @import {Found} from "./measurements.js" */

export const css = labCss;

const COMPILED = "wrong-signature";

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export function mount(root, { signal }) {
  const table = makeTable();
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const about = document.createElement("p");
  about.className = "about";
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Measure again";
  again.addEventListener("click", () => settle(measureHere(table, again, status, signal), signal));
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.append(again, status);
  root.append(table, bar, about);
  settle(measureHere(table, again, status, signal), signal);
  settle(measuredThere(table, about, signal), signal);
}

/** What is under way when the lab leaves the page ends with it. @param {Promise<void>} work @param {AbortSignal} signal */
function settle(work, signal) {
  work.catch((error) => {
    if (!signal.aborted) throw error;
  });
}

/** @param {HTMLElement} table @param {HTMLElement} button @param {HTMLElement} status @param {AbortSignal} signal */
async function measureHere(table, button, status, signal) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  status.textContent = "Measuring…";
  try {
    const compiled = await loadModule(COMPILED, signal);
    const size = compiled?.byteLength ?? ONE_PAGE.byteLength;
    const what = compiled === null ? "a module with one page of memory" : `a C program of ${Math.round(size / 1000)} kB`;
    const instance = await measureInstances(compiled ?? ONE_PAGE.slice().buffer, signal);
    show(table, "instance", instance, `an instance of ${what}, compiled before`);
    const worker = await measureWorkers(signal);
    show(table, "worker", worker, "a worker, which is an isolate and a thread, to its first message");
    status.textContent = `Measured in this browser: a worker takes ${Math.round(worker.median / instance.median)} times as long to start as an instance.`;
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** @param {HTMLElement} table @param {"instance" | "worker"} measured @param {Spread} spread @param {string} what */
function show(table, measured, spread, what) {
  const row = rows.find(({ browser }) => "measured" in browser && browser.measured === measured);
  if (row) showFigure(rowOf(table, row.name), "browser", spread.median, `${what}; median of ${spread.count}`);
}

/** @param {HTMLElement} table @param {HTMLElement} about @param {AbortSignal} signal */
async function measuredThere(table, about, signal) {
  const found = await loadMeasurements(signal);
  for (const { name, runner } of rows) {
    if ("none" in runner) continue;
    const start = found?.measurements.starts[runner.measured];
    if (start === undefined) showNone(rowOf(table, name), "runner", "not measured here");
    else showFigure(rowOf(table, name), "runner", start.times.median_us, `${start.how} Median of ${start.times.samples}.`);
  }
  about.textContent = origin(found);
}

/** @param {Found | null} found */
function origin(found) {
  const bars = "The bars are on a logarithmic scale from 1 µs to 1 s: a sixth more is ten times as long.";
  if (found === null) return `${bars} There is no runner here, and the machine that built this site measured nothing.`;
  const { date, machine } = found.measurements;
  const day = new Date(date).toLocaleDateString("en-GB", { dateStyle: "long" });
  const who = found.live ? "The runner measured" : "The machine that built this site measured";
  return `${bars} ${who} on ${day} (${machine}).`;
}

/** @param {HTMLElement} table @param {string} name */
function rowOf(table, name) {
  return /** @type {HTMLElement} */ (table.querySelector(`[data-row=${name}]`));
}
