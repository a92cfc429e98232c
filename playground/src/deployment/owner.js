/** What a deployment's owner does on its page: follow it, renew it, go back to a version, delete it. */

import { ApiError } from "../api.js";
import { button, element } from "../dom.js";
import { strings } from "../strings.js";
import { Requests } from "./receipts.js";
import { follow } from "./stream.js";
import { drop } from "./token.js";

/** @import {DeploymentCalls, Version} from "./calls.js" */

export class Owner {
  #calls;
  #name;
  #token;

  /** @param {DeploymentCalls} calls @param {string} name @param {string} token */
  constructor(calls, name, token) {
    this.#calls = calls;
    this.#name = name;
    this.#token = token;
  }

  /** Shows what only the owner sees. Rejects with ApiError when the token is not right. */
  async enter() {
    const versions = await this.#calls.versions(this.#name, this.#token);
    part("token").hidden = true;
    part("owner").hidden = false;
    for (const act of document.querySelectorAll("[data-act]")) {
      act.addEventListener("click", () => this.#act(/** @type {HTMLElement} */ (act).dataset.act ?? ""));
    }
    if (document.querySelector("[data-part=requests]") === null) return;
    this.#showVersions(versions);
    this.#follow();
  }

  /** @param {string} act */
  async #act(act) {
    if (act === "renew") await this.#try(() => this.#renew());
    if (act === "delete" && (await confirmed())) await this.#try(() => this.#delete());
  }

  async #renew() {
    const { expires_at } = await this.#calls.renew(this.#name, this.#token);
    const expires = document.querySelector("time[data-part=expires]");
    if (expires === null) return location.reload();
    expires.setAttribute("datetime", expires_at);
    document.dispatchEvent(new Event("renewed"));
    say(strings.renewed(new Date(expires_at)));
  }

  async #delete() {
    await this.#calls.remove(this.#name, this.#token);
    drop(this.#name);
    location.reload();
  }

  /** @param {number} version */
  async #rollBack(version) {
    await this.#calls.rollBack(this.#name, this.#token, version);
    location.reload();
  }

  /** @param {() => Promise<void>} act */
  async #try(act) {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.status === 0 ? strings.unreachable : strings.refused(error.message));
    }
  }

  /** @param {Version[]} versions */
  #showVersions(versions) {
    const heads = strings.versionHeads.map((text) => (text === "" ? element("td") : element("th", { scope: "col", textContent: text })));
    const rows = versions.map(({ version, build, fetch, kv, created_at }, at) => {
      const back = button(strings.goBack, () => this.#try(() => this.#rollBack(version)));
      back.ariaLabel = strings.goBackTo(version);
      const grants = [...fetch, ...(kv ? ["kv"] : [])].join(", ") || strings.nothing;
      const cells = [strings.when(new Date(created_at)), (build ?? "").slice(0, 12), grants].map((text) => element("td", { textContent: text }));
      return element("tr", {}, element("td", { textContent: String(version) }), element("td", {}, at === 0 ? strings.served : back), ...cells);
    });
    part("version-table").replaceChildren(element("table", {}, element("tr", {}, ...heads), ...rows));
  }

  async #follow() {
    const requests = new Requests(part("requests"));
    const state = part("stream");
    state.textContent = strings.connecting;
    try {
      const reason = await follow(this.#calls, this.#name, this.#token, {
        receipt: (receipt) => requests.add(receipt),
        leftOut: (count) => requests.leftOut(count),
        live: (live) => (state.textContent = live ? strings.following : strings.reconnecting),
      });
      state.textContent = strings.ended[reason];
    } catch (error) {
      state.textContent = strings.refused(error instanceof Error ? error.message : String(error));
    }
  }
}

/** @param {string} text */
function say(text) {
  part("status").textContent = text;
}

/** @param {string} name */
export function part(name) {
  return /** @type {HTMLElement} */ (document.querySelector(`[data-part=${name}]`));
}

/** @returns {Promise<boolean>} */
function confirmed() {
  const dialog = /** @type {HTMLDialogElement} */ (part("confirm"));
  dialog.returnValue = "keep";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "delete"), { once: true });
  });
}
