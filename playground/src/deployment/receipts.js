/** The list of a deployment's requests, newest first. */

import { element } from "../dom.js";
import { strings } from "../strings.js";

/** @import {HostCall, Receipt} from "./stream.js" */

const MOST = 200;

export class Requests {
  #list;

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list;
  }

  /** @param {Receipt} receipt */
  add(receipt) {
    this.#put(element("details", {}, headline(receipt), element("div", { className: "told" }, ...details(receipt))));
  }

  /** @param {number} count */
  leftOut(count) {
    this.#put(element("p", { className: "quiet", textContent: strings.leftOut(count) }));
  }

  /** @param {HTMLElement} shown */
  #put(shown) {
    this.#list.prepend(element("li", {}, shown));
    while (this.#list.childElementCount > MOST) this.#list.lastElementChild?.remove();
  }
}

/** @param {Receipt} receipt */
function headline({ at, method, path, status, total_us, calls }) {
  const badge = element("b", { className: "badge", textContent: String(status) });
  badge.dataset.class = String(status).slice(0, 1);
  const cost = [strings.milliseconds(total_us / 1000), ...(calls.length > 0 ? [strings.calls(calls.length)] : [])].join(" · ");
  const time = element("time", { dateTime: at, textContent: new Date(at).toLocaleTimeString() });
  return element("summary", {}, badge, element("code", { textContent: `${method} ${path}` }), element("span", { textContent: cost }), time);
}

/** @param {Receipt} receipt */
function details(receipt) {
  const { message, trace, calls, stderr } = receipt;
  return [
    ...(message === "" ? [] : [element("p", { textContent: message })]),
    ...(trace.length === 0 ? [] : [titled(strings.backtrace, trace.map(({ function: name, file, line }) => (file === null ? name : `${name} (${file}:${line})`)).join("\n"))]),
    table(strings.receipt, costs(receipt)),
    ...(calls.length === 0 ? [] : [callTable(calls)]),
    ...(stderr === "" ? [] : [titled(strings.log, stderr)]),
  ];
}

/** @param {Receipt} receipt @returns {[string, string][]} */
function costs({ instantiate_us, cpu_us, total_us, peak_memory, fuel, bytes_in, bytes_out, version, hops }) {
  return [
    ["instantiate", strings.milliseconds(instantiate_us / 1000)],
    ["cpu", strings.milliseconds(cpu_us / 1000)],
    ["total", strings.milliseconds(total_us / 1000)],
    ["memory", strings.bytes(peak_memory)],
    ...(fuel === null ? [] : [/** @type {[string, string]} */ (["fuel", strings.number(fuel)])]),
    ["received", strings.bytes(bytes_in)],
    ["sent", strings.bytes(bytes_out)],
    ["version", String(version)],
    ...(hops === 0 ? [] : [/** @type {[string, string]} */ (["hops", String(hops)])]),
  ];
}

/** @param {string} caption @param {[string, string][]} rows */
function table(caption, rows) {
  const lines = rows.map(([name, value]) =>
    element("tr", {}, element("th", { scope: "row", textContent: name }), element("td", { textContent: value })),
  );
  return element("table", { className: "receipt" }, element("caption", { textContent: caption }), ...lines);
}

/** @param {HostCall[]} calls */
function callTable(calls) {
  const rows = calls.map(({ name, target, outcome, wait_us, bytes_out, bytes_in }) => {
    const cells = [name, target, outcome, strings.milliseconds(wait_us / 1000), strings.bytes(bytes_out), strings.bytes(bytes_in)];
    return element("tr", {}, ...cells.map((text) => element("td", { textContent: text })));
  });
  const heads = strings.callHeads.map((text) => element("th", { scope: "col", textContent: text }));
  const made = element("table", {}, element("caption", { textContent: strings.hostCalls }), element("tr", {}, ...heads), ...rows);
  const scroll = element("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: strings.hostCalls }, made);
  return scroll;
}

/** @param {string} title @param {string} text */
function titled(title, text) {
  return element("div", {}, element("p", { className: "quiet", textContent: title }), element("pre", { textContent: text, tabIndex: 0 }));
}
