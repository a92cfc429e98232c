/** The lab: one buffer in a Rust program's memory, worked on by JavaScript, Rust and Python. */

import { PLAYGROUND } from "../../backend/place.js";
import { hex } from "../../memory/bands.js";
import { LEND } from "../memory/compiled.js";
import { button, element } from "../../dom.js";
import { artifactOf } from "../artifact.js";
import { LENGTH } from "./tasks.js";
import memoryCss from "../memory/memory.css";

/** @import {Command, Report, Task} from "./tasks.js" */

export const css = memoryCss;

const ROW = 16;

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export async function mount(root, { signal }) {
  const worker = new Worker(new URL("labs/shared-worker.js", PLAYGROUND));
  signal.addEventListener("abort", () => worker.terminate(), { once: true });
  const say = element("p", { className: "say", role: "status" });
  const bytes = element("pre", { className: "code", ariaLabel: "The buffer", role: "region", tabIndex: 0 });
  const send = (/** @type {Command} */ command) => worker.postMessage(command);
  /** @param {string} text @param {Task} task @param {string} [waiting] */
  const act = (text, task, waiting) =>
    button(text, () => {
      if (waiting !== undefined) say.textContent = waiting;
      send({ type: "task", task });
    });
  /** @param {Report} report */
  const show = ({ at, bytes: copy, said }) => {
    say.textContent = said;
    bytes.replaceChildren(...rows(at, copy, previous));
    previous = copy;
  };
  /** @type {Uint8Array} */
  let previous = new Uint8Array(LENGTH);
  const first = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(show(data));
    worker.onerror = ({ message }) => {
      say.textContent = message;
      reject(new Error(message || "The worker did not start."));
    };
  });
  const buttons = element(
    "div",
    { className: "buttons" },
    act("JavaScript: write 0 to 63", "fill"),
    act("Rust: add them up", "sum"),
    act("Rust: invert them", "invert"),
    act("Python: add 1 to each", "python", "Loading Python …"),
    act("Copy them to Python", "copy", "Loading Python …"),
  );
  root.append(buttons, say, bytes);
  send({ type: "start", module: await artifactOf(LEND, signal), playground: PLAYGROUND });
  await first;
}

/** Bytes that have just changed are bold and in brackets. @param {number} at @param {Uint8Array} bytes @param {Uint8Array} before */
function* rows(at, bytes, before) {
  for (let from = 0; from < bytes.length; from += ROW / 2) {
    yield `${hex(at + from)} `;
    for (let i = from; i < from + ROW / 2; i++) {
      const text = (bytes[i] ?? 0).toString(16).padStart(2, "0");
      yield bytes[i] === before[i] ? ` ${text} ` : element("b", {}, `[${text}]`);
    }
    yield "\n";
  }
}
