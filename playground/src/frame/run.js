/** One run: its worker, its input, and its reports on their way to the page. */

import { isWorkerReport } from "../messages.js";
import { InputWriter, giveBy, sharedInput } from "./input.js";
import { Outbox } from "./outbox.js";

/** @import {Ending, Given, InputWay, Report, Run as RunCommand, Start} from "../messages.js" */
/** @import {Workers} from "./workers.js" */

/** Safari's frames may be isolated and share no memory all the same. */
const shares = self.crossOriginIsolated && "SharedArrayBuffer" in self;

/** Whether input can be typed while a program runs. */
export function typed() {
  return shares || "Suspending" in WebAssembly;
}

/** @returns {InputWay} */
function inputWay() {
  if (shares) return sharedInput();
  return typed() ? "messages" : null;
}

export class Run {
  #id;
  #runtime;
  #workers;
  #post;
  /** @type {Worker | null} */
  #worker = null;
  #way = inputWay();
  #input = new InputWriter((bytes) => this.#give(bytes));
  #outbox;
  #over = false;

  /**
   * @param {RunCommand} command
   * @param {Workers} workers
   * @param {(report: Report) => void} post
   */
  constructor(command, workers, post) {
    this.#id = command.run;
    this.#runtime = command.program.runtime;
    this.#workers = workers;
    this.#post = post;
    this.#outbox = new Outbox((stream, bytes) => post({ type: "output", run: this.#id, stream, bytes }));
    this.#start(command).catch((error) => this.#finish({ how: "crashed", message: String(error) }, 0));
  }

  /** @param {RunCommand} command */
  async #start({ program, invocation, wanted, words }) {
    this.#input.write(invocation.stdin);
    if (invocation.ended) this.#input.end();
    const names = program.runtime === "python" ? (program.packages ?? []) : [];
    const [worker, packages] = await Promise.all([this.#workers.take(program.runtime), this.#workers.wheels(names)]);
    if (this.#over) return worker.terminate();
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#report(data);
    worker.onerror = (event) => this.#finish({ how: "crashed", message: event.message }, 0);
    /** @type {Start} */
    const start = { type: "start", program, packages, invocation, input: this.#way, wanted, words };
    worker.postMessage(start, program.runtime === "wasi" ? [program.module] : []);
  }

  /** @param {Uint8Array} bytes */
  #give(bytes) {
    if (typeof this.#way === "object" && this.#way !== null) return giveBy(this.#way)(bytes);
    /** @type {Given} */
    const given = { type: "input", bytes };
    this.#worker?.postMessage(given);
  }

  /** @param {string} text */
  write(text) {
    this.#input.write(text);
  }

  endInput() {
    this.#input.end();
  }

  /** Ends the worker at once, whatever it does. */
  stop() {
    this.#over = true;
    this.#outbox.close();
    this.#worker?.terminate();
  }

  /** @param {unknown} report */
  #report(report) {
    if (this.#over || !isWorkerReport(report)) return;
    switch (report.type) {
      case "loaded":
        return;
      case "output":
        return this.#outbox.add(report.stream, report.bytes);
      case "waiting":
        return this.#wait();
      case "started":
        return this.#post({ type: "started", run: this.#id });
      case "inspected":
        return this.#post({ ...report, run: this.#id });
      case "ended":
        return this.#finish(report.ending, report.milliseconds, report.memory);
    }
  }

  #wait() {
    this.#outbox.flush();
    if (this.#input.want()) this.#post({ type: "waiting", run: this.#id });
  }

  /** @param {Ending} ending @param {number} milliseconds @param {number} [memory] */
  #finish(ending, milliseconds, memory) {
    if (this.#over) return;
    this.#outbox.flush();
    this.stop();
    this.#post({ type: "ended", run: this.#id, ending, milliseconds, ...(memory === undefined ? {} : { memory }) });
    this.#workers.prepare(this.#runtime);
  }
}
