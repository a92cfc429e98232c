/** The deployment's requests as they come, while the view is there. */

import { follow } from "../../deployment/stream.js";
import { Requests } from "../../deployment/receipts.js";
import { element } from "../../dom.js";
import { ApiError } from "../../http.js";
import { strings } from "../../strings.js";

/** @import {Upkeep} from "./upkeep.js" */

export class Log {
  #upkeep;
  #state = element("p", { className: "note", role: "status" });
  #list = element("ol", { className: "requests" });
  #empty = element("p", { className: "note" });
  #following = "";
  #end = new AbortController();

  /** @param {Upkeep} upkeep */
  constructor(upkeep) {
    const words = strings.deployment;
    this.#upkeep = upkeep;
    this.#list.ariaLabel = words.requests;
    this.#empty.textContent = words.logEmpty;
    this.element = element("div", { className: "log-page" }, element("p", { className: "note", textContent: words.logAbout }), this.#state, this.#empty, this.#list);
  }

  /** Follows what is there now, and stops following what was. */
  async show() {
    const name = this.#upkeep.deployment === null ? "" : (this.#upkeep.owned?.name ?? "");
    if (name === this.#following) return;
    this.stop();
    this.#following = name;
    this.#list.replaceChildren();
    this.#empty.hidden = false;
    this.#state.textContent = "";
    if (name !== "") await this.#follow(name, this.#upkeep.owned?.token ?? "", (this.#end = new AbortController()).signal);
  }

  stop() {
    this.#end.abort();
    this.#following = "";
  }

  /** @param {string} name @param {string} token @param {AbortSignal} signal */
  async #follow(name, token, signal) {
    const requests = new Requests(this.#list);
    this.#state.textContent = strings.connecting;
    const listener = {
      receipt: (/** @type {import("../../deployment/stream.js").Receipt} */ receipt) => {
        this.#empty.hidden = true;
        requests.add(receipt);
      },
      leftOut: (/** @type {number} */ count) => requests.leftOut(count),
      live: (/** @type {boolean} */ live) => (this.#state.textContent = live ? strings.following : strings.reconnecting),
    };
    try {
      const reason = await follow(this.#upkeep.calls, name, token, listener, signal);
      this.#state.textContent = strings.ended[reason];
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.#state.textContent = strings.refused(error.message);
    }
  }
}
