/** One attempt: its source, what it did as a native program, and its run in this browser. */

import { kindOf, kindOfNative, wordsOf, wordsOfNative } from "./outcome.js";
import { loadModule } from "./recordings.js";
import { run } from "./run.js";
import { verdict } from "./verdict.js";

/** @import {Attempt, Reasons} from "./attempts.js" */
/** @import {Kind} from "./outcome.js" */
/** @import {Recording} from "./recordings.js" */

const NOT_RECORDED = "It was not recorded on the machine that built this site.";
const NOT_COMPILED = "The machine that built this site did not compile this program, so it cannot be run here.";

export class Card {
  #attempt;
  #signal;
  #run;
  #stop;
  #wasm;
  /** @type {AbortController | null} */
  #running = null;

  /** @param {Attempt} attempt @param {Recording | null} recording @param {AbortSignal} signal  Of the lab. */
  constructor(attempt, recording, signal) {
    this.#attempt = attempt;
    this.#signal = signal;
    this.element = template(attempt);
    this.#run = button(this.element, "run");
    this.#stop = button(this.element, "stop");
    this.#wasm = new Pane(this.element, "wasm");
    this.#run.addEventListener("click", () => this.run());
    this.#stop.addEventListener("click", () => this.#running?.abort());
    this.element.querySelector("details")?.addEventListener("toggle", (event) => showSource(event, attempt.source), {
      once: true,
    });
    showRecording(this.element, attempt, recording);
  }

  /** Runs the program; resolves when it has ended. A second call while it runs is of no effect. */
  async run() {
    if (this.#running !== null || this.#signal.aborted) return;
    this.#running = new AbortController();
    this.#busy(true);
    try {
      await this.#start(AbortSignal.any([this.#running.signal, this.#signal]));
    } finally {
      this.#running = null;
      this.#busy(false);
    }
  }

  /** @param {AbortSignal} stop */
  async #start(stop) {
    this.#wasm.begin();
    const module = await loadModule(this.#attempt.name, this.#signal);
    if (module === null) return this.#wasm.say(NOT_COMPILED);
    const ending = await run(module, stop, (text) => this.#wasm.print(text));
    if (!this.#signal.aborted) this.#wasm.end(wordsOf(ending), this.#attempt.wasm, kindOf(ending));
  }

  /** @param {boolean} busy */
  #busy(busy) {
    const focused = /** @type {ShadowRoot} */ (this.element.getRootNode()).activeElement;
    this.#stop.hidden = !busy;
    this.#run.hidden = busy;
    if (focused === this.#run || focused === this.#stop) (busy ? this.#stop : this.#run).focus();
  }
}

/** @param {HTMLElement} card @param {Attempt} attempt @param {Recording | null} recording */
function showRecording(card, attempt, recording) {
  const pane = new Pane(card, "native");
  if (recording === null) return pane.say(NOT_RECORDED);
  const { stdout, stderr, edge } = recording;
  pane.begin();
  pane.print(stdout + stderr);
  pane.end(wordsOfNative(recording), attempt.native, kindOfNative(recording));
  const onEdge = /** @type {HTMLElement} */ (card.querySelector(".edge"));
  onEdge.textContent = `On the edge, recorded: ${edge.message || `exit code ${edge.exit_code}.`}`;
}

/** @param {Event} event @param {string} source */
async function showSource({ currentTarget }, source) {
  const code = /** @type {HTMLElement} */ (currentTarget).querySelector("code");
  const { highlightC } = await import("../../highlight.js");
  code?.replaceChildren(highlightC(source));
}

/** What one run printed, how it ended, and what stopped it. */
class Pane {
  #pane;
  #output;
  #ending;
  #verdict;

  /** @param {HTMLElement} card @param {"native" | "wasm"} side */
  constructor(card, side) {
    this.#pane = /** @type {HTMLElement} */ (card.querySelector(`[data-side=${side}]`));
    this.#output = /** @type {HTMLElement} */ (this.#pane.querySelector("pre"));
    this.#ending = /** @type {HTMLElement} */ (this.#pane.querySelector(".ending"));
    this.#verdict = /** @type {HTMLElement} */ (this.#pane.querySelector(".verdict"));
  }

  begin() {
    delete this.#pane.dataset.outcome;
    this.#output.textContent = "";
    this.#ending.textContent = "";
    this.#verdict.replaceChildren();
  }

  /** @param {string} text */
  print(text) {
    this.#output.append(text);
  }

  /** @param {string} remark */
  say(remark) {
    this.begin();
    this.#verdict.textContent = remark;
  }

  /** @param {string} words @param {Reasons} reasons @param {Kind} kind */
  end(words, reasons, kind) {
    const { mark, by, how } = verdict(reasons, kind);
    this.#pane.dataset.outcome = kind;
    this.#ending.textContent = words;
    const strong = document.createElement("strong");
    strong.textContent = kind === "through" ? `${mark}.` : `${mark} by: ${by.charAt(0).toLowerCase()}${by.slice(1)}.`;
    this.#verdict.replaceChildren(strong, ` ${how}`);
  }
}

/** @param {Attempt} attempt */
function template({ name, title, tries, source }) {
  const card = document.createElement("li");
  card.dataset.attempt = name;
  card.innerHTML = `
    <div class="head">
      <div><h3 id="${name}"></h3><p class="tries"></p></div>
      <button type="button" data-do="run" class="primary">Run</button>
      <button type="button" data-do="stop" class="stop" hidden>Stop</button>
    </div>
    <details><summary>Source</summary><pre class="source" role="group" tabindex="0"><code></code></pre></details>
    <div class="sides">
      <section data-side="native"><h4>Native, in the sandbox</h4>
        <pre role="group" tabindex="0"></pre><p class="ending"></p><p class="verdict"></p></section>
      <section data-side="wasm"><h4>WebAssembly, in this browser</h4>
        <pre role="group" tabindex="0"></pre><p class="ending"></p><p class="verdict" role="status"></p><p class="edge"></p></section>
    </div>`;
  const fill = (/** @type {string} */ selector, /** @type {string} */ text) =>
    Object.assign(/** @type {Element} */ (card.querySelector(selector)), { textContent: text });
  fill("h3", title);
  fill(".tries", tries);
  fill("code", source);
  fill("[data-side=wasm] .verdict", "Not run yet.");
  for (const one of card.querySelectorAll("button")) one.setAttribute("aria-describedby", name);
  for (const pre of card.querySelectorAll("section pre")) pre.setAttribute("aria-label", `${title}: output`);
  /** @type {HTMLElement} */ (card.querySelector(".source")).setAttribute("aria-label", `${title}: source`);
  return card;
}

/** @param {HTMLElement} card @param {"run" | "stop"} name */
function button(card, name) {
  return /** @type {HTMLButtonElement} */ (card.querySelector(`[data-do=${name}]`));
}
