/** One page with one slow stylesheet, loaded in ten ways and in one's own, measured in this browser. */

import labCss from "./css-loading.css";
import filmCss from "./film.css";
import { measure } from "./measure.js";
import { Results } from "./results.js";
import { labFolder } from "./server.js";
import { summarise } from "./summary.js";
import { render } from "./template.js";
import { variants } from "./variants.js";

/** @import {Circumstances} from "./stage.js" */
/** @import {Summary} from "./summary.js" */
/** @import {Variant} from "./variants.js" */

export const css = filmCss + labCss;

const OWN = "own";

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export function mount(root, { signal }) {
  new Lab(root, signal).show();
}

class Lab {
  #parts;
  #results;
  #signal;
  #chosen = /** @type {Variant} */ (variants[0]);
  /** @type {Variant | null} */
  #own = null;
  /** By circumstances, then by way. @type {Map<string, Map<string, Summary>>} */
  #measured = new Map();
  /** @type {AbortController | null} */
  #running = null;

  /** @param {ShadowRoot} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.#parts = render(root);
    this.#signal = signal;
    this.#results = new Results((name) => this.#choose(name));
    root.append(this.#results.element);
    const { run, all, stop, way, delay, noScripts, strict, fails } = this.#parts;
    run.addEventListener("click", () => this.#run([this.#edited()]));
    all.addEventListener("click", () => this.#run(variants));
    stop.addEventListener("click", () => this.#running?.abort());
    signal.addEventListener("abort", () => this.#running?.abort());
    way.append(...variants.map(({ name, label }) => new Option(label, name)));
    way.addEventListener("change", () => this.#choose(way.value));
    for (const input of [delay, noScripts, strict, fails]) input.addEventListener("input", () => this.show());
    this.#choose(this.#chosen.name);
  }

  show() {
    const circumstances = this.#circumstances();
    this.#parts.told.textContent = `${circumstances.delay} ms`;
    const summaries = this.#summaries(circumstances);
    this.#results.show(titleOf(circumstances), this.#ways(), summaries, this.#chosen.name);
    this.#results.showRun(summaries.get(this.#chosen.name), circumstances.delay);
  }

  /** @param {string} name */
  #choose(name) {
    this.#chosen = this.#ways().find((each) => each.name === name) ?? this.#chosen;
    const { way, head, end } = this.#parts;
    way.value = this.#chosen.name;
    head.value = this.#chosen.head;
    end.value = this.#chosen.end;
    this.show();
  }

  #ways() {
    return this.#own === null ? variants : [...variants, this.#own];
  }

  /** What the two fields hold: one of the ways or the reader's own. @returns {Variant} */
  #edited() {
    const [head, end] = [this.#parts.head.value, this.#parts.end.value];
    const known = variants.find((each) => each.head === head && each.end === end);
    if (known !== undefined) return known;
    this.#own = { name: OWN, label: "Your markup", head, end };
    return this.#own;
  }

  /** @returns {Circumstances} */
  #circumstances() {
    const { delay, noScripts, strict, fails } = this.#parts;
    return { delay: delay.valueAsNumber, scripts: !noScripts.checked, strict: strict.checked, fails: fails.checked };
  }

  /** @param {Circumstances} circumstances */
  #summaries(circumstances) {
    const key = JSON.stringify(circumstances);
    const known = this.#measured.get(key) ?? new Map();
    this.#measured.set(key, known);
    return known;
  }

  /** @param {readonly Variant[]} ways */
  async #run(ways) {
    const running = (this.#running = new AbortController());
    const circumstances = this.#circumstances();
    this.#enable(false);
    try {
      await this.#measureAll(ways, circumstances, running.signal);
      this.#say("Measured.");
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#say(running.signal.aborted ? "Stopped." : error.message);
    } finally {
      this.#enable(true);
    }
  }

  /** @param {readonly Variant[]} ways @param {Circumstances} circumstances @param {AbortSignal} signal */
  async #measureAll(ways, circumstances, signal) {
    const folder = await labFolder();
    const times = Number(this.#parts.times.value);
    for (const way of ways) {
      const runs = [];
      for (let run = 1; run <= times; run += 1) {
        this.#say(`${way.label}${times > 1 ? `, run ${run} of ${times}` : ""} …`);
        runs.push(await measure(this.#parts.stage, folder, way, circumstances, signal));
      }
      this.#summaries(circumstances).set(way.name, summarise(way.label, runs));
      this.#choose(way.name);
    }
  }

  /** @param {boolean} idle */
  #enable(idle) {
    const { run, all, stop, way, delay, times, noScripts, strict, fails } = this.#parts;
    for (const control of [run, all, way, delay, times, noScripts, strict, fails]) control.disabled = !idle;
    stop.disabled = idle;
  }

  /** @param {string} text */
  #say(text) {
    this.#parts.status.textContent = this.#signal.aborted ? "" : text;
  }
}

/** @param {Circumstances} circumstances */
function titleOf({ delay, scripts, strict, fails }) {
  const more = [scripts ? "" : "JavaScript off", strict ? "strict policy" : "", fails ? "failing stylesheet" : ""];
  return [`Stylesheet held back ${delay} ms`, ...more.filter((text) => text !== "")].join(", ");
}
