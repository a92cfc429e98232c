/** Where the program is on the edge and for how long, with what is done to the address. */

import { button, element } from "../../dom.js";
import { copyText } from "../../live.js";
import { strings } from "../../strings.js";
import { Countdown } from "./countdown.js";

/** @import {Bench} from "../bench.js" */
/** @import {Upkeep} from "./upkeep.js" */

export class Address {
  #upkeep;
  #bench;
  #countdown;
  #url = element("a", { className: "url", target: "_blank", rel: "noopener" });
  #version = element("span");
  #page = element("a", { className: "button quiet", target: "_blank", rel: "noopener" });
  #local = element("span");

  /** @param {Bench} bench @param {Upkeep} upkeep @param {() => void} renew */
  constructor(bench, upkeep, renew) {
    const words = strings.deployment;
    this.#bench = bench;
    this.#upkeep = upkeep;
    this.#countdown = new Countdown(() => upkeep.look());
    this.#page.textContent = strings.manage;
    this.#local.textContent = words.local;
    this.element = element(
      "div",
      { className: "address" },
      element("p", {}, element("strong", { textContent: `${words.live} ` }), this.#url),
      element("p", { className: "facts" }, this.#version, this.#countdown.element, this.#local),
      element(
        "p",
        { className: "links" },
        button(strings.copy, () => this.copy(), "quiet"),
        button(words.qr, () => this.showQr(), "quiet"),
        button(words.renew, renew, "quiet"),
        this.#page,
      ),
    );
  }

  show() {
    const { deployment } = this.#upkeep;
    this.element.hidden = deployment === null;
    if (deployment === null) return this.#countdown.stop();
    const { name, url, version, expires_at } = deployment;
    this.#url.href = url;
    this.#url.textContent = url;
    this.#version.textContent = strings.deployment.facts(version);
    this.#page.href = this.#upkeep.calls.pageOf(name);
    this.#local.hidden = !new URL(url).hostname.endsWith(".localhost");
    this.#countdown.to(expires_at);
  }

  copy() {
    const url = this.#upkeep.deployment?.url;
    if (url !== undefined) copyText(url, (text) => this.#bench.view.result(text));
  }

  async showQr() {
    const url = this.#upkeep.deployment?.url;
    if (url === undefined) return;
    const { showQr } = await import("./qr.js");
    showQr(this.#bench.root, url);
  }
}
