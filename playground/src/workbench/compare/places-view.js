/** The same program in this browser and on the edge, side by side. */

import { button, element } from "../../dom.js";
import { Unanswered } from "../../exchange.js";
import { connect } from "../../backend/index.js";
import { explain } from "../../explain.js";
import { failureOf, reasonOf } from "../../session.js";
import { strings } from "../../strings.js";
import { TIMES, Unbuilt, runBoth } from "./both.js";
import { differenceList } from "./lines.js";

/** @import {Request} from "../../cgi.js" */
/** @import {Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */
/** @import {Both} from "./both.js" */

const METHODS = ["GET", "POST"];

export class PlacesView {
  #bench;
  #method = element("select", { ariaLabel: strings.method }, ...METHODS.map((value) => element("option", { value, textContent: value })));
  #path = element("input", { ariaLabel: strings.path, value: "/", spellcheck: false, autocomplete: "off" });
  #body = element("textarea", { ariaLabel: strings.compare.places.body, placeholder: strings.compare.places.body, rows: 2, spellcheck: false });
  #run = element("button", { className: "primary", textContent: strings.compare.places.run(TIMES) });
  #stop = button(strings.stop, () => this.#task.abort(), "quiet");
  #said = element("p", { className: "saying", role: "status" });
  #result = element("div", { className: "result" });
  element;
  #task = new AbortController();

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
    const form = element("form", { className: "asked" }, this.#method, this.#path, this.#run, this.#stop, this.#body);
    this.#stop.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#compare();
    });
    this.element = element("div", {}, element("p", { textContent: strings.compare.places.about }), form, this.#said, this.#result);
    bench.news.opened.on((project) => this.#open(project));
    const project = bench.project();
    if (project !== null) this.#open(project);
  }

  /** @param {Project} project */
  async #open({ original: { run } }) {
    this.#task.abort();
    this.#method.value = run.env.REQUEST_METHOD ?? (run.stdin === "" ? "GET" : "POST");
    this.#path.value = (run.env.PATH_INFO ?? "/") + (run.env.QUERY_STRING ? `?${run.env.QUERY_STRING}` : "");
    this.#body.value = run.stdin;
    this.#result.replaceChildren();
    this.#said.textContent = "";
    const { api } = await connect();
    this.#run.disabled = api === null;
    if (api === null) this.#said.textContent = strings.compare.places.needsRunner;
  }

  /** @returns {Request} */
  #request() {
    const { pathname, search } = new URL(`/${this.#path.value.trim().replace(/^\/+/, "")}`, "http://guest.invalid");
    const body = this.#method.value === "POST" ? this.#body.value : "";
    return { method: this.#method.value, path: pathname, query: search.slice(1), headers: [], body };
  }

  async #compare() {
    const project = this.#bench.project();
    if (project === null) return;
    this.#task.abort();
    const { signal } = (this.#task = new AbortController());
    this.#said.textContent = strings.compare.places.running;
    this.#stop.hidden = !(this.#run.disabled = true);
    try {
      const both = await runBoth(project, this.#request(), signal);
      signal.throwIfAborted();
      this.#show(both);
    } catch (error) {
      this.#said.textContent = signal.aborted ? strings.stopped : this.#reason(error);
    }
    this.#stop.hidden = !(this.#run.disabled = false);
    this.#said.scrollIntoView({ block: "nearest" });
  }

  /** @param {unknown} error */
  #reason(error) {
    if (error instanceof Unanswered) return error.message;
    if (!(error instanceof Unbuilt)) return reasonOf(error);
    this.#bench.view.problems(error.result.diagnostics, error.result.log);
    return failureOf(error.result);
  }

  /** @param {Both} both */
  #show({ browser, edge, size, sha256, served, native }) {
    const words = strings.compare.places;
    const equal = browser.text === edge.text && browser.status === edge.status;
    this.#said.textContent = equal ? words.equal : words.different;
    const status = (/** @type {number | null} */ one) => (one === null ? words.noResponse : String(one));
    const rows = [
      [words.status, status(browser.status), status(edge.status)],
      [words.time, milliseconds(browser.milliseconds), milliseconds(edge.milliseconds)],
      [words.start, words.unknown, milliseconds(edge.started)],
      [words.memory, bytes(browser.memory), bytes(edge.memory)],
      [words.native, words.unknown, bytes(native)],
      [words.artifact, sha256 ?? words.noDigest, served],
    ];
    const head = element("tr", {}, element("td"), ...[words.browser, words.edge].map((text) => element("th", { scope: "col", textContent: text })));
    const cells = rows.map(([name = "", ...values]) => element("tr", {}, element("th", { scope: "row", textContent: name }), ...values.map((text) => element("td", { textContent: text }))));
    const table = element("table", { className: "both" }, element("thead", {}, head), element("tbody", {}, ...cells));
    const same = sha256 === null ? "" : sha256 === served ? words.sameBytes(strings.bytes(size)) : words.otherBytes;
    this.#result.replaceChildren(
      element("div", { className: "scroller" }, table),
      element("p", { className: "bytes", textContent: same }),
      element("p", { className: "saying", textContent: browser.ran.ending.how === "exited" && browser.ran.ending.code === 0 ? words.times(TIMES) : explain(browser.ran.ending, browser.milliseconds[0] ?? 0) }),
      equal ? output(words.output, browser.text) : differenceList(words.difference, lines(browser.text), lines(edge.text)),
      ...(edge.log === "" ? [] : [output(words.edgeLog, edge.log)]),
    );
  }
}

/** @param {string} text */
function lines(text) {
  return text.split("\n");
}

/** @param {string} label @param {string} text */
function output(label, text) {
  return element("section", {}, element("h2", { textContent: label }), element("pre", { className: "difference", role: "region", ariaLabel: label, tabIndex: 0, textContent: text }));
}

/** @param {number[]} all */
function milliseconds(all) {
  return all.length === 0 ? strings.compare.places.unknown : all.map((one) => strings.milliseconds(one)).join(", ");
}

/** @param {number | null} size */
function bytes(size) {
  return size === null ? strings.compare.places.unknown : strings.bytes(size);
}
