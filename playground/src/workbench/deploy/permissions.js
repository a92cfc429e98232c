/** What a deployment may do, as ticks that explain themselves, and how long it stays. */

import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";
import { Secrets } from "./secrets.js";
import { MOST_SERVERS, readServers } from "./servers.js";
import { tick } from "./tick.js";

/** @import {Deployment} from "../../deployment/calls.js" */
/** @import {Chosen} from "./wishes.js" */

/** In seconds. */
const SPANS = [900, 3600, 6 * 3600, 86_400, 7 * 86_400];

/** Of a server. */
const SAMPLE = "api.example.org:443";

export class Permissions {
  #kv = element("input", { type: "checkbox", name: "kv" });
  #fetch = element("input", { type: "checkbox", name: "fetch" });
  #servers = element("textarea", { rows: 3, spellcheck: false, name: "servers" });
  #list = element("div", { className: "servers" });
  #wrong = element("p", { className: "wrong", role: "alert" });
  #ttl = element("select", { name: "ttl" });
  #note = element("p", { className: "note" });
  #apply;
  /** What the runner gives who does not choose, in seconds. */
  #usual = 86_400;
  /** @type {Chosen} */
  #chosen = { kv: false, fetching: false, fetch: [], ttl: null };

  /** @param {(chosen: Chosen) => void} keep @param {() => void} apply */
  constructor(keep, apply) {
    const words = strings.deployment;
    this.secrets = new Secrets(() => keep(this.#chosen));
    this.#apply = button(words.apply, apply, "primary");
    this.#servers.placeholder = SAMPLE;
    this.#list.append(element("label", {}, element("span", { textContent: words.hosts }), this.#servers));
    this.element = element(
      "form",
      { className: "permissions" },
      element("p", { textContent: words.mayAbout }),
      element("fieldset", {}, element("legend", { textContent: words.may }), tick(this.#kv, words.kv, words.kvAbout), tick(this.#fetch, words.fetch, words.fetchAbout), this.#list, this.#wrong, this.secrets.element),
      element("div", { className: "never" }, element("h2", { textContent: words.never }), element("ul", {}, ...words.nevers.map((textContent) => element("li", { textContent })))),
      element("label", { className: "ttl" }, element("span", { textContent: words.ttl }), this.#ttl),
      element("p", { className: "note", textContent: words.ttlAbout }),
      element("p", { className: "apply" }, this.#note, this.#apply),
    );
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("input", () => keep((this.#chosen = this.#read())));
    this.#servers.addEventListener("change", () => this.#tidy());
  }

  /** @param {Chosen} chosen */
  show(chosen) {
    this.#chosen = chosen;
    this.#kv.checked = chosen.kv;
    this.#fetch.checked = chosen.fetching;
    this.#servers.value = chosen.fetch.join("\n");
    this.#showSpan();
    this.#list.hidden = !chosen.fetching;
    this.#wrong.textContent = "";
  }

  /** What the runner allows. @param {Record<string, number>} limits */
  within({ ttl_min_s: least = 900, ttl_max_s: most = 604_800, ttl_s: usual = 86_400 }) {
    const spans = [...new Set([...SPANS.filter((span) => span >= least && span <= most), usual])].sort((one, other) => one - other);
    this.#ttl.replaceChildren(...spans.map((span) => new Option(strings.deployment.span(span), String(span), span === usual)));
    this.#usual = usual;
    this.#showSpan();
  }

  /** Says whether it holds already. @param {Deployment | null} deployment @param {boolean} waits */
  compare(deployment, waits) {
    const words = strings.deployment;
    const waiting = waits || this.secrets.waiting;
    this.#apply.hidden = deployment === null || !waiting;
    this.#note.textContent = deployment === null ? words.next : waiting ? words.waits : "";
    this.secrets.show(deployment?.grants.secrets ?? []);
  }

  /** Why it cannot be asked for so; the empty string if it can. */
  get wrong() {
    const words = strings.deployment;
    if (!this.#fetch.checked) return "";
    const { servers, wrong } = readServers(this.#servers.value);
    if (wrong !== null) return words.badHost(wrong);
    if (servers.length > MOST_SERVERS) return words.tooManyHosts(MOST_SERVERS);
    return servers.length === 0 ? words.noHosts : "";
  }

  /** Says what is wrong, where it is wrong. */
  complain() {
    this.#wrong.textContent = this.wrong;
    this.#servers.focus();
  }

  #showSpan() {
    this.#ttl.value = String(this.#chosen.ttl ?? this.#usual);
    if (this.#ttl.value === "") this.#ttl.value = String(this.#usual);
  }

  /** @returns {Chosen} */
  #read() {
    this.#list.hidden = !this.#fetch.checked;
    if (this.wrong === "") this.#wrong.textContent = "";
    const ttl = Number(this.#ttl.value);
    return { kv: this.#kv.checked, fetching: this.#fetch.checked, fetch: readServers(this.#servers.value).servers, ttl: ttl > 0 ? ttl : null };
  }

  /** Writes the servers as the edge compares them. */
  #tidy() {
    this.#wrong.textContent = this.wrong;
    if (this.wrong === "") this.#servers.value = this.#chosen.fetch.join("\n");
  }
}
