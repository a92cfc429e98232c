/** The versions of a deployment, and the way back to one. */

import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @import {Version} from "../../deployment/calls.js" */
/** @import {Upkeep} from "./upkeep.js" */

export class Versions {
  #upkeep;
  #table = element("div", { className: "scroll", tabIndex: 0, role: "group" });

  /** @param {Upkeep} upkeep @param {() => void} remove */
  constructor(upkeep, remove) {
    this.#upkeep = upkeep;
    this.#table.ariaLabel = strings.deployment.pages.versions;
    this.element = element("div", { className: "versions-page" }, element("p", { className: "note", textContent: strings.deployment.versionsAbout }), this.#table, element("p", {}, button(strings.deployment.remove, remove, "quiet delete")));
  }

  async show() {
    const { deployment } = this.#upkeep;
    const versions = deployment === null ? [] : await this.#upkeep.versions();
    if (deployment !== this.#upkeep.deployment) return;
    if (versions === null) return this.#table.replaceChildren(strings.deployment.versionsGone);
    const heads = strings.deployment.versionHeads.map((textContent) => element("th", { scope: "col", textContent }));
    const rows = versions.map((version, at) => this.#row(version, at === 0));
    this.#table.replaceChildren(element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows)));
  }

  /** @param {Version} version @param {boolean} served */
  #row({ version, fetch, kv, created_at }, served) {
    const back = button(strings.goBack, () => this.#upkeep.rollBack(version), "quiet");
    back.ariaLabel = strings.goBackTo(version);
    const may = [...(kv ? ["kv"] : []), ...fetch].join(", ") || strings.nothing;
    const since = element("time", { dateTime: created_at, textContent: strings.when(new Date(created_at)) });
    return element(
      "tr",
      {},
      element("th", { scope: "row", textContent: String(version) }),
      element("td", {}, since),
      element("td", { textContent: may }),
      element("td", {}, served ? strings.deployment.served : back),
    );
  }
}
