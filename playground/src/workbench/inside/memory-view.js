/** The memory as the last run left it: its bytes, what has changed since the run before, and how it grew. */

import { hex } from "../../memory/bands.js";
import { differences } from "../../memory/differences.js";
import { HexView } from "../../memory/hex-view.js";
import { targetAt } from "../../memory/types.js";
import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";
import { layoutOf } from "../../wasm/layout.js";
import { growth } from "./growth.js";
import { SearchForm } from "./search-form.js";
import { Watches } from "./watches.js";

/** @import {Change} from "../../memory/differences.js" */
/** @import {Bench} from "../bench.js" */
/** @import {Kept} from "./kept.js" */
/** @import {Subject} from "./subject.js" */

const ROWS = 12;

export class MemoryView {
  element = element("div", { className: "memory" });
  #bench;
  #kept;
  #hex = new HexView(strings.inside.memory.grid, new AbortController().signal, ROWS, (address) => this.#moved(address));
  #search = new SearchForm((address) => this.#go(address));
  #watches;
  #follow = button(strings.inside.memory.follow, () => this.#followPointer(), "quiet");
  #back = button(strings.inside.memory.back, () => this.#return(), "quiet");
  #steps = [
    button(strings.inside.memory.previous, () => this.#step(-1), "quiet"),
    button(strings.inside.memory.next, () => this.#step(1), "quiet"),
  ];
  #said = element("p", { className: "saying", role: "status" });
  #grown = element("div");
  /** Addresses that pointers were followed from. @type {number[]} */
  #trail = [];
  /** @type {Change[]} */
  #changes = [];

  /** @param {Bench} bench @param {Kept} kept */
  constructor(bench, kept) {
    this.#bench = bench;
    this.#kept = kept;
    this.#watches = new Watches((address) => this.#go(address), () => this.#draw());
  }

  /** @param {Subject} subject */
  show(subject) {
    const words = strings.inside.memory;
    const run = button(words.run, () => this.#bench.commands.run("run"));
    if (this.#kept.memory === null) return this.element.replaceChildren(element("p", { textContent: words.none }), run);
    if (this.#kept.memory.size === 0) return this.element.replaceChildren(element("p", { textContent: words.without }));
    const places = element("div", { className: "bar" }, goto((address) => this.#go(address)), this.#follow, this.#back, ...this.#steps);
    this.#subject = subject;
    this.#watches.open(subject.source, this.#hex);
    this.element.replaceChildren(this.#said, places, this.#search.element, this.#hex.element, this.#watches.element, this.#grown);
    this.#draw();
    this.#grown.replaceChildren(growth(this.#kept.memory.growth));
  }

  /** @type {Subject | null} */
  #subject = null;

  #draw() {
    const { memory, before } = this.#kept;
    const subject = this.#subject;
    if (memory === null || subject === null) return;
    const { bytes, size } = memory;
    this.#changes = before === null ? [] : differences(before.bytes.subarray(0, bytes.length), bytes);
    for (const step of this.#steps) Object.assign(step, { hidden: before === null, disabled: this.#changes.length === 0 });
    const changed = (/** @type {number} */ at) => before !== null && bytes[at] !== (before.bytes[at] ?? 0);
    const names = this.#watches.names;
    this.#hex.show({ bytes, bands: layoutOf(subject.module, subject.surface, bytes.length), changed, names });
    this.#search.open(bytes);
    this.#watches.show(bytes, before?.bytes ?? null);
    this.#said.textContent = strings.inside.memory.about(size, bytes.length, before === null ? null : this.#changes.length);
    this.#moved(this.#hex.active);
  }

  /** @param {number} address */
  #go(address) {
    this.#hex.reveal(address);
  }

  /** @param {number} address */
  #moved(address) {
    const bytes = this.#kept.memory?.bytes ?? new Uint8Array();
    const target = targetAt(bytes, address);
    this.#follow.disabled = target === null;
    this.#follow.textContent = target === null ? strings.inside.memory.follow : strings.inside.memory.followTo(hex(target));
    this.#back.disabled = this.#trail.length === 0;
    this.#watches.suggest(address);
  }

  #followPointer() {
    const from = this.#hex.active;
    const target = targetAt(this.#kept.memory?.bytes ?? new Uint8Array(), from);
    if (target === null) return;
    this.#trail.push(from);
    this.#go(target);
  }

  #return() {
    const from = this.#trail.pop();
    if (from !== undefined) this.#go(from);
  }

  /** To the next run of changed bytes, or the one before. @param {1 | -1} by */
  #step(by) {
    const at = this.#hex.active;
    const places = this.#changes.map(firstChanged);
    const place = by === 1 ? (places.find((one) => one > at) ?? places[0]) : (places.filter((one) => one < at).at(-1) ?? places.at(-1));
    if (place !== undefined) this.#go(place);
  }
}

/** @param {Change} change */
function firstChanged({ at, before, after }) {
  return at + after.findIndex((byte, index) => byte !== before[index]);
}

/** @param {(address: number) => void} go */
function goto(go) {
  const words = strings.inside.memory;
  const input = element("input", { ariaLabel: words.address, placeholder: "0x10000", size: 10, spellcheck: false, autocomplete: "off" });
  const form = element("form", {}, input, element("button", { className: "quiet", textContent: words.go }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = Number(input.value);
    if (input.value.trim() !== "" && Number.isInteger(address)) go(address);
  });
  return form;
}
