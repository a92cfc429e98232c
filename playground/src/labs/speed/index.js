/** The same C programs natively, as WebAssembly on the edge's engine, and as WebAssembly in this browser. */

import { button, element } from "../../dom.js";
import { dayOf } from "../day.js";
import labCss from "../measured.css";
import { table } from "../measured.js";
import { live, recorded } from "../measurements.js";
import { Failed, runHere } from "./browser.js";
import { kernels } from "./kernels.js";
import { Row, TITLES } from "./row.js";

/** @import {Measurements} from "../measurements.js" */

export const css = labCss;

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export async function mount(root, { signal }) {
  const rows = kernels.map((kernel) => new Row(kernel));
  const status = element("p", { role: "status" });
  const start = button("Run them in this browser", () => runAll(rows, start, status, signal));
  const about = element("p", { className: "about" });
  const figures = table("Milliseconds for the fastest round of each program", TITLES, rows.map(({ element }) => element));
  root.append(element("div", { className: "tools" }, start, status), figures, about);
  showThere(rows, about, await recorded(signal), "The machine that built this site");
  live(signal).then((now) => now && showThere(rows, about, now, "The runner"), () => {});
}

/** @param {Row[]} rows @param {HTMLElement} start @param {HTMLElement} status @param {AbortSignal} signal */
async function runAll(rows, start, status, signal) {
  if (start.getAttribute("aria-disabled") === "true") return;
  start.setAttribute("aria-disabled", "true");
  let failed = 0;
  try {
    for (const row of rows) {
      status.textContent = `Running: ${row.kernel.title}…`;
      if (!(await runRow(row, signal))) failed += 1;
    }
  } finally {
    start.removeAttribute("aria-disabled");
  }
  status.textContent = failed === 0 ? "Done. Every program computed the same as it did natively." : `Done; ${failed} could not be run.`;
}

/** Whether there is a figure. @param {Row} row @param {AbortSignal} signal */
async function runRow(row, signal) {
  try {
    row.showHere(await runHere(row.kernel.name, row.checksum, signal));
    return true;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    row.showFailure(error.message);
    return false;
  }
}

/** @param {Row[]} rows @param {HTMLElement} about @param {Measurements | null} measurements @param {string} who */
function showThere(rows, about, measurements, who) {
  for (const row of rows) row.showThere(measurements?.kernels[row.kernel.name] ?? null);
  about.textContent = origin(measurements, who);
}

/** @param {Measurements | null} measurements @param {string} who */
function origin(measurements, who) {
  if (measurements === null) return "The machine that built this site measured nothing.";
  const here = "This browser's figures are of your machine. Compare them with the native ones only if it is the same machine.";
  return [`${who} measured the first two columns on ${dayOf(measurements)} (${measurements.machine}).`, here, ...measurements.missing].join(" ");
}
