/** What the page loaded, and when, as bars over the run's time. */

import { ms } from "./summary.js";

/** @import {Load, Measurement} from "./measure.js" */

/** @param {Measurement} run */
export function waterfall(run) {
  const end = Math.max(...run.loads.map((load) => load.end), run.painted, run.styled ?? 0) * 1.02;
  const table = document.createElement("table");
  table.className = "waterfall";
  table.innerHTML = `<caption>Waterfall</caption><thead><tr><th scope="col">File</th><th scope="col">From, to</th><th scope="col" class="time">Time</th><th scope="col">Holds paint back</th></tr></thead>`;
  const rows = table.createTBody();
  for (const load of run.loads) rows.append(fileRow(load, run, end));
  rows.append(moment("First paint", run.painted, run, end));
  if (run.styled !== null) rows.append(moment("Styled", run.styled, run, end));
  return table;
}

/** @param {Load} load @param {Measurement} run @param {number} end */
function fileRow({ name, start, end: stop, status, blocking }, run, end) {
  const failed = status >= 400 ? `, ${status}` : "";
  const holds = { blocking: "yes", "non-blocking": "no" }[blocking] ?? "";
  return row(name, `${Math.round(start)} to ${ms(stop)}${failed}`, holds, [bar(failed === "" ? "load" : "load failed", start, stop, end), line(run, end)]);
}

/** @param {string} name @param {number} at @param {Measurement} run @param {number} end */
function moment(name, at, run, end) {
  return row(name, ms(at), "", [bar("moment", at, at, end), line(run, end)]);
}

/** @param {string} name @param {string} times @param {string} holds @param {readonly HTMLElement[]} marks */
function row(name, times, holds, marks) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  row.append(head);
  row.insertCell().textContent = times;
  const track = row.insertCell();
  track.className = "time";
  track.append(...marks);
  row.insertCell().textContent = holds;
  return row;
}

/** @param {string} kind @param {number} start @param {number} stop @param {number} end */
function bar(kind, start, stop, end) {
  const bar = document.createElement("span");
  bar.className = kind;
  bar.style.left = `${(start / end) * 100}%`;
  bar.style.width = `${((stop - start) / end) * 100}%`;
  return bar;
}

/** Where the first paint is, through all rows. @param {Measurement} run @param {number} end */
function line({ painted }, end) {
  return bar("line", painted, painted, end);
}
