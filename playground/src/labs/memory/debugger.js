/** A recorded program as one steps through it: source, variables, memory, output. */

import { PAGE, hex } from "../../memory/bands.js";
import { bands } from "./bands.js";
import { button, element } from "../../dom.js";
import { HexView } from "../../memory/hex-view.js";
import { Listing } from "./listing.js";
import { MemoryMap } from "./map.js";
import { Replay } from "./recording.js";
import { living } from "./scope.js";
import { Stepper } from "./stepper.js";
import { trapLine } from "./trap-line.js";
import { VariablesTable } from "./variables-table.js";

/** @import {Recorded} from "./run.js" */
/** @import {Change} from "../../memory/differences.js" */

export class Debugger {
  #listing = new Listing();
  #stepper = new Stepper((step) => this.#go(step));
  #hex;
  #map = new MemoryMap((address) => this.#hex.reveal(address));
  #variables = new VariablesTable((address) => this.#hex.reveal(address));
  #output = element("pre", { className: "output", role: "log", ariaLabel: "Output", tabIndex: 0 });
  #placeForm = form((address) => this.#hex.reveal(address), (rows) => this.#hex.scroll(rows));
  /** @type {Recorded | null} */
  #recorded = null;
  /** @type {Replay | null} */
  #replay = null;

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.#hex = new HexView("Memory", signal);
    const program = element("div", { className: "program" }, this.#listing.element, this.#variables.element);
    this.element = element("div", { className: "debugger" });
    this.element.append(this.#stepper.element, program, this.#map.element, this.#placeForm, this.#hex.element, this.#output);
  }

  /** The element that holds the program's text. */
  get listing() {
    return this.#listing.element;
  }

  /** @param {string} source */
  source(source) {
    this.#listing.show(source);
  }

  /** @param {Recorded} recorded */
  open(recorded) {
    this.#recorded = recorded;
    this.#replay = new Replay(recorded.recording);
    this.#stepper.start(this.#replay.last);
    this.#hex.reveal(this.#replay.moment.stack);
  }

  /** @param {number} step */
  #go(step) {
    const replay = this.#replay;
    const recorded = this.#recorded;
    if (replay === null || recorded === null) return;
    const forwards = step > replay.at;
    replay.go(step);
    const { moment, memory, recording } = replay;
    const now = moment.step === null ? null : recorded.program.steps[moment.step];
    this.#listing.mark(now ? now.line : trapLine(recorded));
    const changed = changes(moment.changes);
    const parts = bands(recording.layout, moment);
    const names = living(recorded.program, replay);
    const bytes = memory.subarray(0, Math.min(memory.length, moment.bytes));
    this.#map.show(parts, moment.bytes);
    this.#variables.show(names, memory, (at) => changed.has(at));
    this.#hex.show({ bytes, bands: parts, changed: (at) => changed.has(at), names, stack: moment.stack });
    const first = moment.changes.find(({ at }) => at >= moment.stack) ?? moment.changes[0];
    if (forwards && first !== undefined) this.#hex.reveal(firstChanged(first));
    this.#output.textContent = replay.output();
    this.#stepper.tell(`Step ${step + 1} of ${replay.last + 1}: ${told(now, recorded)} ${summary(replay, changed.size)}`);
  }
}

/** @param {{line: number, function: string} | null | undefined} step @param {Recorded} recorded */
function told(step, recorded) {
  const { ending } = recorded.recording;
  if (step) return `line ${step.line} of ${step.function} is next.`;
  if (ending.how === "exited") return `the program has ended with code ${ending.code}.`;
  return ending.how === "trapped" ? `line ${trapLine(recorded)} trapped: ${ending.message}.` : ending.text;
}

/** @param {Replay} replay @param {number} changed */
function summary({ at, recording, moment }, changed) {
  const before = recording.moments[at - 1]?.bytes ?? moment.bytes;
  const grown = (moment.bytes - before) / PAGE;
  const bytes = changed === 1 ? "1 byte has changed" : `${changed} bytes have changed`;
  return `${bytes}; the stack pointer is ${hex(moment.stack)}.${grown > 0 ? ` The memory has grown by ${grown} pages.` : ""}`;
}

/** The addresses of bytes that are not what they were. @param {Change[]} all */
function changes(all) {
  return new Set(all.flatMap(({ at, before, after }) => [...after.keys()].filter((i) => before[i] !== after[i]).map((i) => at + i)));
}

/** @param {Change} change */
function firstChanged({ at, before, after }) {
  return at + after.findIndex((byte, i) => byte !== before[i]);
}

/** @param {(address: number) => void} go @param {(rows: number) => void} scroll */
function form(go, scroll) {
  const input = element("input", { ariaLabel: "Address", placeholder: "0x00000", size: 10, spellcheck: false });
  const made = element("form", { className: "goto" }, input, element("button", { className: "quiet" }, "Go to address"));
  for (const [text, rows] of /** @type {const} */ ([["Rows before", -8], ["Rows after", 8]])) {
    made.append(button(text, () => scroll(rows), "quiet"));
  }
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = Number(input.value);
    if (input.value !== "" && Number.isInteger(address)) go(address);
  });
  return made;
}
