/** Eight attempts to get out, as native programs (recorded) and as WebAssembly (run here). */

import { highlightCss } from "../../highlight.js";
import { dayOf } from "../day.js";
import { attempts } from "./attempts.js";
import { Card } from "./card.js";
import labCss from "./escapes.css";
import { loadRecordings } from "./recordings.js";
import { LIMIT_MS } from "./run.js";

/** @import {Recordings} from "./recordings.js" */

export const css = labCss + highlightCss;

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export async function mount(root, { signal }) {
  const recordings = await loadRecordings();
  const cards = attempts.map((attempt) => new Card(attempt, recordings?.attempts[attempt.name] ?? null, signal));
  const list = document.createElement("ol");
  list.append(...cards.map(({ element }) => element));
  root.append(bar(recordings, cards), list);
}

/** @param {Recordings | null} recordings @param {readonly Card[]} cards */
function bar(recordings, cards) {
  const bar = document.createElement("div");
  bar.className = "bar";
  const all = document.createElement("button");
  all.type = "button";
  all.className = "primary";
  all.textContent = "Run all eight";
  all.addEventListener("click", () => runAll(all, cards));
  const about = document.createElement("p");
  about.textContent = `${origin(recordings)} In this browser each program runs in a worker of its own, for ${LIMIT_MS / 1000} s at most.`;
  bar.append(all, about);
  return bar;
}

/** One after the other, as eight at once would have to share the processor. @param {HTMLButtonElement} button @param {readonly Card[]} cards */
async function runAll(button, cards) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  for (const card of cards) await card.run();
  button.removeAttribute("aria-disabled");
}

/** @param {Recordings | null} recordings */
function origin(recordings) {
  if (recordings === null) return "The native runs were not recorded on the machine that built this site.";
  return `The native runs were recorded on ${dayOf(recordings)} (${recordings.machine}), in the sandbox that compiles here.`;
}
