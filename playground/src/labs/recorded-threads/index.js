/** A Python program with threads, which no program can have here, and what it printed on the machine that built the site. */

import { ASSETS } from "../../backend/place.js";
import { element } from "../../dom.js";
import { dayOf } from "../day.js";
import labCss from "./recorded-threads.css";

/** `date` is ISO 8601, `machine` a line for people. @typedef {{date: string, machine: string, programs: Record<string, {source: string, stdout: string, stderr: string}>}} Recordings */

export const css = labCss;

/** @param {ShadowRoot} root @param {{host: HTMLElement, signal: AbortSignal}} options */
export async function mount(root, { host, signal }) {
  const name = host.getAttribute("program") ?? "";
  const response = await fetch(`${ASSETS}recordings/threads.json`, { signal });
  const recordings = response.ok ? /** @type {Recordings} */ (await response.json()) : null;
  const program = recordings?.programs[name];
  if (!recordings || program === undefined) return root.append(element("p", { textContent: "The machine that built this site did not record this program." }));
  root.append(
    element("p", { textContent: `Recorded on ${dayOf(recordings)} (${recordings.machine}):` }),
    block("output", `What ${name}.py printed`, program.stdout + program.stderr),
    element("details", {}, element("summary", { textContent: `The program, ${name}.py` }), block("source", `${name}.py`, program.source)),
  );
}

/** @param {string} className @param {string} label @param {string} text */
function block(className, label, text) {
  const made = element("pre", { className, textContent: text, tabIndex: 0 });
  made.setAttribute("role", "region");
  made.setAttribute("aria-label", label);
  return made;
}
