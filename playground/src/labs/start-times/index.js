/** What it costs to start a program of one's own: published, measured here, and measured by the runner. */

import { button, element } from "../../dom.js";
import { dayOf } from "../day.js";
import { loadModule } from "../escapes/recordings.js";
import measuredCss from "../measured.css";
import { live, recorded } from "../measurements.js";
import { measureInstances, measureWorkers } from "./browser.js";
import { ONE_PAGE } from "./module.js";
import { rows } from "./rows.js";
import ownCss from "./start-times.css";
import { makeTable, showFigure, showNone } from "./table.js";

/** @import {Spread} from "../spread.js" */
/** @import {Measurements} from "../measurements.js" */

export const css = measuredCss + ownCss;

/** A small C program that was compiled when the site was built. */
const COMPILED = "wrong-signature";

const SCALE = "The bars are on a logarithmic scale from 1 µs to 1 s: a sixth more is ten times as long.";

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export function mount(root, { signal }) {
  const table = makeTable();
  const status = element("p", { role: "status" });
  const about = element("p", { className: "about" });
  const again = button("Measure again", () => settle(measureHere(table, again, status, signal), signal));
  root.append(table, element("div", { className: "tools" }, again, status), about);
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
  if (row) showFigure(rowOf(table, row.name), "browser", spread.median, [`${what}; median of ${spread.count}`]);
}

/** First what was recorded, which is there at once. @param {HTMLElement} table @param {HTMLElement} about @param {AbortSignal} signal */
async function measuredThere(table, about, signal) {
  const before = await recorded(signal);
  showThere(table, before);
  about.textContent = `${SCALE} ${origin(before, "The machine that built this site")}`;
  const now = await live(signal);
  if (now === null) return;
  showThere(table, now);
  about.textContent = `${SCALE} ${origin(now, "The runner")}`;
}

/** @param {HTMLElement} table @param {Measurements | null} measurements */
function showThere(table, measurements) {
  for (const { name, runner } of rows) {
    if ("none" in runner) continue;
    const times = measurements?.starts[runner.measured]?.times;
    if (times === undefined) showNone(rowOf(table, name), "runner", "not measured here");
    else showFigure(rowOf(table, name), "runner", times.median_us, [`${runner.what}; median of ${times.samples}`]);
  }
}

/** @param {Measurements | null} measurements @param {string} who */
function origin(measurements, who) {
  if (measurements === null) return "The machine that built this site measured nothing.";
  return `${who} measured on ${dayOf(measurements)} (${measurements.machine}).`;
}

/** @param {HTMLElement} table @param {string} name */
function rowOf(table, name) {
  return /** @type {HTMLElement} */ (table.querySelector(`[data-row=${name}]`));
}
