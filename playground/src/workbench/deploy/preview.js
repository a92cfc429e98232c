/** The deployed page in a frame: from the edge's own origin, without this site's. */

import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @import {Upkeep} from "./upkeep.js" */

export class Preview {
  #upkeep;
  #frame = element("iframe");
  #shown = "";

  /** @param {Upkeep} upkeep */
  constructor(upkeep) {
    this.#upkeep = upkeep;
    this.#frame.setAttribute("sandbox", "allow-scripts allow-forms");
    const again = button(strings.deployment.reload, () => this.load(), "quiet");
    const about = element("p", { className: "note", textContent: strings.deployment.previewAbout });
    this.element = element("div", { className: "preview-page" }, element("div", { className: "line" }, about, again), this.#frame);
  }

  show() {
    const url = this.#upkeep.deployment?.url ?? "";
    if (url === this.#shown) return;
    this.#shown = url;
    if (url === "") return this.#frame.removeAttribute("src");
    this.#frame.title = strings.previewTitle(this.#upkeep.deployment?.name ?? "");
    this.load();
  }

  load() {
    if (this.#shown !== "") this.#frame.src = this.#shown;
  }
}
