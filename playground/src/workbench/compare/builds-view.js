/** Two builds of the program: their sizes, their times, and what differs in their functions. */

import { button, element } from "../../dom.js";
import { languageNamed } from "../../languages/index.js";
import { contentOf, equal, sameSource, sourceOf } from "../../project.js";
import { failureOf, reasonOf } from "../../session.js";
import { strings } from "../../strings.js";
import { build, subjectOf } from "../inside/subject.js";
import { runOnce } from "../one-run.js";
import { TIMES, Unbuilt } from "./both.js";
import { pairs, sizeOf, textOf } from "./functions.js";
import { differenceList } from "./lines.js";

/** @import {Built} from "../../news.js" */
/** @import {Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */
/** @import {Kept} from "../inside/kept.js" */
/** @import {Subject} from "../inside/subject.js" */
/** @import {Ran} from "../one-run.js" */
/** @import {Pair} from "./functions.js" */

/** A build that can be chosen. @typedef {{title: string, make: (signal: AbortSignal) => Promise<Built>}} Choice */
/** @typedef {{subject: Subject, runs: Ran[]}} Measured */

const MOST_LISTED = 30;

export class BuildsView {
  #bench;
  #kept;
  #first = element("select", { ariaLabel: strings.compare.builds.before });
  #second = element("select", { ariaLabel: strings.compare.builds.after });
  #run = element("button", { className: "primary", textContent: strings.compare.builds.run });
  #stop = button(strings.stop, () => this.#task.abort(), "quiet");
  #said = element("p", { className: "saying", role: "status" });
  #result = element("div", { className: "result" });
  element;
  /** @type {Choice[]} */
  #choices = [];
  #task = new AbortController();

  /** @param {Bench} bench @param {Kept} kept */
  constructor(bench, kept) {
    this.#bench = bench;
    this.#kept = kept;
    const form = element("form", { className: "asked" }, this.#first, this.#second, this.#run, this.#stop);
    this.#stop.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#compare();
    });
    this.element = element("div", {}, element("p", { textContent: strings.compare.builds.about }), form, this.#said, this.#result);
    for (const topic of [kept.changed, bench.news.edited]) topic.on(() => this.#offer());
    bench.news.opened.on(() => this.#clear());
    this.#clear();
  }

  #clear() {
    this.#task.abort();
    this.#result.replaceChildren();
    this.#first.replaceChildren();
    this.#offer();
    const wasm = languageNamed(this.#bench.project()?.language ?? "")?.runtime === "wasi";
    this.#run.disabled = !wasm;
    this.#said.textContent = wasm ? "" : strings.compare.builds.python;
  }

  /** Lists what can be chosen now; what was chosen stays so. */
  #offer() {
    const project = this.#bench.project();
    if (project === null) return;
    this.#choices = choicesOf(project, this.#kept.builds);
    const options = () => this.#choices.map(({ title }, index) => element("option", { value: String(index), textContent: title }));
    for (const [select, usual] of /** @type {const} */ ([[this.#first, 0], [this.#second, 1]])) {
      const chosen = select.selectedIndex;
      select.replaceChildren(...options());
      select.selectedIndex = chosen === -1 || chosen >= this.#choices.length ? usual : chosen;
    }
  }

  async #compare() {
    const [one, other] = [this.#first, this.#second].map((select) => this.#choices[select.selectedIndex]);
    const project = this.#bench.project();
    if (one === undefined || other === undefined || project === null) return;
    this.#task.abort();
    const { signal } = (this.#task = new AbortController());
    this.#said.textContent = strings.compare.builds.running;
    this.#stop.hidden = !(this.#run.disabled = true);
    try {
      const before = await measured(one, project, signal);
      const after = await measured(other, project, signal);
      this.#show(before, after, [one.title, other.title]);
    } catch (error) {
      this.#said.textContent = signal.aborted ? strings.stopped : this.#reason(error);
    }
    this.#stop.hidden = !(this.#run.disabled = false);
    this.#said.scrollIntoView({ block: "nearest" });
  }

  /** @param {unknown} error */
  #reason(error) {
    if (!(error instanceof Unbuilt)) return reasonOf(error);
    this.#bench.view.problems(error.result.diagnostics, error.result.log);
    return failureOf(error.result);
  }

  /** @param {Measured} before @param {Measured} after @param {string[]} titles */
  #show(before, after, titles) {
    const words = strings.compare.builds;
    const [one, other] = [before.subject.module, after.subject.module];
    const all = pairs(one, other);
    const changed = all.filter(({ same }) => !same);
    const count = (/** @type {(pair: Pair) => boolean} */ test) => changed.filter(test).length;
    this.#said.textContent = equal(one.bytes, other.bytes)
      ? words.equal
      : words.summary(count((pair) => pair.before !== null && pair.after !== null), count((pair) => pair.before === null), count((pair) => pair.after === null));
    this.#result.replaceChildren(figures(before, after, titles), ...(changed.length === 0 ? [] : [differing(changed, before.subject, after.subject)]));
  }
}

/** @param {Project} project @param {Built[]} kept @returns {Choice[]} */
function choicesOf(project, kept) {
  const words = strings.compare.builds;
  const { source, original } = project;
  const profiles = /** @type {const} */ (["debug", "release"]);
  const now = profiles.map((profile) => ({ title: words.now(words.profiles[profile]), make: made(source, profile) }));
  const first = sourceOf(original.language, contentOf(original));
  const before = project.edited ? profiles.map((profile) => ({ title: words.original(words.profiles[profile]), make: made(first, profile) })) : [];
  const older = kept
    .filter((built) => !sameSource(built.source, source))
    .map((built, index) => ({ title: words.kept(index + 1, words.profiles[built.profile]), make: async () => built }));
  return [...now, ...before, ...older];
}

/** @param {import("../../backend/index.js").Source} source @param {"debug" | "release"} profile */
function made(source, profile) {
  return (/** @type {AbortSignal} */ signal) => build(source, profile, signal);
}

/** @param {Choice} choice @param {Project} project @param {AbortSignal} signal @returns {Promise<Measured>} */
async function measured({ make }, { run }, signal) {
  const built = await make(signal);
  if (built.build.status !== "succeeded") throw new Unbuilt(built.build);
  const subject = await subjectOf(built, signal);
  const runs = [];
  for (let count = 0; count < TIMES; count++) {
    runs.push(await runOnce({ runtime: "wasi", module: subject.bytes.slice(0) }, { ...run, ended: true }, { call: null }, signal));
  }
  return { subject, runs };
}

/** @param {Measured} before @param {Measured} after @param {string[]} titles */
function figures(before, after, titles) {
  const words = strings.compare.builds;
  const rows = [before, after].map(({ subject: { module }, runs }) => [
    strings.bytes(module.bytes.length),
    strings.bytes(module.bodies.reduce((sum, body) => sum + sizeOf(body), 0)),
    strings.number(module.bodies.length),
    runs.map(({ milliseconds }) => strings.milliseconds(milliseconds)).join(", "),
    strings.bytes(runs[0]?.inspection?.size ?? 0),
  ]);
  const names = [words.size, words.code, words.functions, words.time, words.memory];
  const head = element("tr", {}, element("td"), ...titles.map((text) => element("th", { scope: "col", textContent: text })));
  const body = names.map((name, at) => element("tr", {}, element("th", { scope: "row", textContent: name }), ...rows.map((row) => element("td", { textContent: row[at] ?? "" }))));
  return element("div", { className: "scroller" }, element("table", { className: "both" }, element("thead", {}, head), element("tbody", {}, ...body)));
}

/** The functions that differ, and the difference of the one that is chosen. @param {Pair[]} changed @param {Subject} before @param {Subject} after */
function differing(changed, before, after) {
  const words = strings.compare.builds;
  const mine = (/** @type {Pair} */ pair) => (pair.before !== null && before.places.has(pair.before)) || (pair.after !== null && after.places.has(pair.after));
  const sorted = [...changed.filter(mine), ...changed.filter((pair) => !mine(pair))].slice(0, MOST_LISTED);
  const size = (/** @type {import("../../wasm/module.js").Body | null} */ body) => (body === null ? words.only : strings.bytes(sizeOf(body)));
  const options = sorted.map((pair, index) => element("option", { value: String(index), textContent: `${pair.name}: ${size(pair.before)} → ${size(pair.after)}` }));
  const select = element("select", { ariaLabel: words.select }, ...options);
  const room = element("div");
  const show = () => {
    const pair = sorted[select.selectedIndex];
    if (pair === undefined) return;
    room.replaceChildren(differenceList(words.difference(pair.name), textOf(before.module, pair.before), textOf(after.module, pair.after)));
  };
  select.addEventListener("change", show);
  show();
  return element("section", { className: "changed" }, element("h2", { textContent: words.select }), select, room);
}
