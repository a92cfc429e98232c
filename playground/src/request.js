/** The request console: reads a request off its form and remembers where it is to go. */

import { Unanswered } from "./exchange.js";
import { strings } from "./strings.js";

/** @import {Request} from "./cgi.js" */
/** @import {Original} from "./project.js" */

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export class RequestForm {
  #form;

  /** @param {HTMLFormElement} form @param {() => void} onSend */
  constructor(form, onSend) {
    this.#form = form;
    this.#field("path").value = "/";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      onSend();
    });
    form.addEventListener("change", () => this.#showNeeds());
  }

  /** Begins with the request that the program comes with. @param {Original["run"]} run */
  open({ env, stdin }) {
    const query = env.QUERY_STRING ?? "";
    this.#field("method").value = env.REQUEST_METHOD ?? "GET";
    this.#field("path").value = (env.PATH_INFO ?? "/") + (query === "" ? "" : `?${query}`);
    this.#field("headers").value = headersOf(env);
    this.#field("body").value = stdin;
  }

  /** Whether the request is for the edge, and not for a run in this browser. */
  get forEdge() {
    return this.#form.where === undefined || this.#form.where.value === "edge";
  }

  focus() {
    this.#field("path").focus();
  }

  /** Without a runner there is no edge. @param {boolean} deployable */
  edge(deployable) {
    const radio = this.#edge;
    if (radio !== null) radio.disabled = !deployable;
    this.#showNeeds();
  }

  /** Throws Unanswered. @returns {Request} */
  request() {
    const { pathname, search } = new URL(`/${this.#field("path").value.trim().replace(/^\/+/, "")}`, "http://guest.invalid");
    return {
      method: this.#field("method").value,
      path: pathname,
      query: search.slice(1),
      headers: readHeaders(this.#field("headers").value),
      body: this.#field("body").value,
    };
  }

  #showNeeds() {
    const needs = /** @type {HTMLElement | null} */ (this.#form.querySelector(".needs"));
    if (needs !== null) needs.hidden = this.#edge?.disabled !== true;
  }

  get #edge() {
    return /** @type {HTMLInputElement | null} */ (this.#form.querySelector("[value=edge]"));
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name));
  }
}

/** Throws Unanswered. @param {string} text @returns {Request["headers"]} */
function readHeaders(text) {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      const name = line.slice(0, colon).trim();
      if (colon < 0 || !TOKEN.test(name)) throw new Unanswered(strings.notAHeader(line.trim()));
      return [name, line.slice(colon + 1).trim()];
    });
}

/** The request headers that CGI variables stand for. @param {Record<string, string>} env */
function headersOf(env) {
  const named = Object.entries(env).filter(([name]) => name.startsWith("HTTP_") || name === "CONTENT_TYPE");
  return named.map(([name, value]) => `${title(name.replace(/^HTTP_/, ""))}: ${value}`).join("\n");
}

/** @param {string} variable */
function title(variable) {
  return variable.toLowerCase().replace(/(^|_)([a-z])/g, (_, before, letter) => (before ? "-" : "") + letter.toUpperCase());
}
