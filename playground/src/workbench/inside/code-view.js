/** The instructions of a build beside its source: what is of one line has one colour, and a click shows where it is. */

import { stepsOf } from "../../dwarf/steps.js";
import { element } from "../../dom.js";
import { Listing } from "../../listing.js";
import { strings } from "../../strings.js";
import { nameOf } from "../../wasm/sizes.js";

/** @import {Place} from "../../dwarf/places.js" */
/** @import {Step} from "../../dwarf/steps.js" */
/** @import {Bench} from "../bench.js" */
/** @import {Subject} from "./subject.js" */

/** What is current: a line, or an instruction and its line. @typedef {{place: Place | null, step: number | null}} Choice */

const BANDS = 8;
const MOST_STEPS = 4_000;
const OWN = "own";

export class CodeView {
  #bench;
  #choice = element("select", { ariaLabel: strings.inside.functions });
  #said = element("p", { className: "saying", role: "status" });
  #list = new Listing(strings.inside.instructions, {
    choose: (index) => this.#mark((this.#kept = this.#chosen(index)), true),
    glance: (index) => this.#mark(index === null ? this.#kept : this.#chosen(index), true),
  });
  element = element("div", { className: "code" }, this.#choice, this.#said, this.#list.list);
  /** @type {Subject | null} */
  #subject = null;
  /** @type {Step[]} */
  #steps = [];
  /** @type {Choice} */
  #kept = { place: null, step: null };

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
    this.#choice.addEventListener("change", () => this.#fill());
    bench.code.visited.on((place) => this.#visit(place));
  }

  /** @param {Subject} subject */
  show(subject) {
    this.#subject = subject;
    this.#choice.replaceChildren(...choices(subject));
    if (!subject.places.known) this.#choice.value = String(mainOf(subject.module));
    this.#fill();
  }

  /** Shows one function. @param {number} body */
  open(body) {
    this.#choice.value = String(body);
    this.#fill();
  }

  #fill() {
    const { module, places } = /** @type {Subject} */ (this.#subject);
    const wanted = this.#choice.value;
    const bodies = module.bodies.filter((body) => (wanted === OWN ? places.has(body) : String(body.index) === wanted));
    this.#kept = { place: null, step: null };
    try {
      this.#steps = [];
      for (const body of bodies) {
        this.#steps.push(...stepsOf(module, body, places));
        if (this.#steps.length > MOST_STEPS) break;
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#said.textContent = strings.inside.unreadable(error.message);
    }
    const left = this.#steps.length - MOST_STEPS;
    this.#steps.splice(MOST_STEPS);
    const bands = bandsOf(this.#steps);
    this.#list.fill(this.#steps.map((step) => itemOf(step, bands)));
    this.#bench.code.tint(byFile(bands));
    this.#said.textContent = left > 0 ? strings.inside.cut(MOST_STEPS) : strings.inside.hint(bands.size > 0);
  }

  /** The cursor is there now. @param {Place} place */
  #visit(place) {
    if (this.#subject === null || !this.element.checkVisibility()) return;
    this.#mark((this.#kept = { place, step: null }), false);
  }

  /** @param {number} step @returns {Choice} */
  #chosen(step) {
    return { place: this.#steps[step]?.place ?? null, step };
  }

  /** @param {Choice} choice @param {boolean} still  The list stays where it is. */
  #mark({ place, step }, still) {
    const marked = this.#steps.flatMap((one, index) => (index === step || same(one.place, place) ? [index] : []));
    this.#list.mark(new Set(marked), step, still);
    this.#bench.code.light(still ? place : null);
    this.#said.textContent = this.#tell(place, marked.flatMap((index) => this.#steps[index] ?? []));
  }

  /** @param {Place | null} place @param {Step[]} steps */
  #tell(place, steps) {
    const { told, unplaced } = strings.inside;
    if (place === null) return steps[0] === undefined ? strings.inside.hint(true) : unplaced(steps[0].text);
    const text = this.#subject?.source.files[place.file]?.split("\n")[place.line - 1]?.trim() ?? "";
    return told(place.file, place.line, text, steps.length, steps.reduce((sum, { length }) => sum + length, 0));
  }
}

/** Where the program starts, as compilers call it; else its largest function. @param {import("../../wasm/module.js").Module} module */
function mainOf({ bodies, functions }) {
  const named = (/** @type {RegExp} */ pattern) => bodies.find(({ index }) => pattern.test(functions.get(index) ?? ""));
  const largest = [...bodies].sort((one, other) => other.to - other.from - (one.to - one.from))[0];
  return (named(/(?:^|::)main$/) ?? named(/^(?:__original_main|_start)$/) ?? largest)?.index;
}

/** @param {Subject} subject */
function choices({ module, places }) {
  const { own, others } = strings.inside;
  const option = (/** @type {{index: number, from: number, to: number}} */ { index, from, to }) =>
    element("option", { value: String(index), textContent: `${nameOf(module, index)} · ${strings.bytes(to - from)}` });
  const mine = module.bodies.filter((body) => places.has(body));
  const rest = module.bodies.filter((body) => !mine.includes(body)).sort((a, b) => b.to - b.from - (a.to - a.from));
  const all = mine.length > 1 ? [element("option", { value: OWN, textContent: own(mine.length) })] : [];
  return [...all, ...mine.map(option), element("optgroup", { label: others(rest.length) }, ...rest.map(option))];
}

/** A colour for each line, in the order of the source. @param {Step[]} steps @returns {Map<string, number>} By keyOf. */
function bandsOf(steps) {
  const lines = [...new Map(steps.flatMap(({ place }) => (place === null ? [] : [[keyOf(place), place]]))).values()];
  lines.sort((one, other) => (one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1));
  return new Map(lines.map((place, index) => [keyOf(place), index % BANDS]));
}

/** @param {Map<string, number>} bands @returns {Map<string, Map<number, string>>} */
function byFile(bands) {
  /** @type {Map<string, Map<number, string>>} */
  const files = new Map();
  for (const [key, band] of bands) {
    const cut = key.lastIndexOf(":");
    const file = key.slice(0, cut);
    files.set(file, (files.get(file) ?? new Map()).set(Number(key.slice(cut + 1)), `band-${band}`));
  }
  return files;
}

/** @param {Step} step @param {Map<string, number>} bands */
function itemOf({ place, text, depth }, bands) {
  const band = place === null ? undefined : bands.get(keyOf(place));
  return { label: place === null ? "" : String(place.line), text, indent: depth, className: band === undefined ? "" : `band-${band}` };
}

/** @param {Place} place */
function keyOf({ file, line }) {
  return `${file}:${line}`;
}

/** @param {Place | null} one @param {Place | null} other */
function same(one, other) {
  return one !== null && other !== null && keyOf(one) === keyOf(other);
}
