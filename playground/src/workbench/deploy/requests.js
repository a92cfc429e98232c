/** The request console: puts any request to the deployment and shows the answer. */

import { Unanswered, send } from "../../exchange.js";
import { RequestForm } from "../../request.js";
import { requestForm } from "../../request-template.js";
import { showAnswer } from "../../response.js";
import { element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @import {Project} from "../../project.js" */
/** @import {Upkeep} from "./upkeep.js" */

export class Requests {
  #upkeep;
  #form;
  #button = element("button", { className: "primary" });
  #saying = element("p", { className: "saying", role: "status" });
  #answer = element("div", { className: "response", role: "group", hidden: true });
  /** Counts the requests: only the last one's answer is shown. */
  #asked = 0;

  /** @param {Upkeep} upkeep */
  constructor(upkeep) {
    this.#upkeep = upkeep;
    const template = element("template", { innerHTML: requestForm({ where: false }) });
    const form = /** @type {HTMLFormElement} */ (template.content.querySelector("form"));
    this.#button.textContent = strings.deployment.send;
    this.#answer.ariaLabel = strings.response;
    form.querySelector(".line")?.append(this.#button);
    this.#form = new RequestForm(form, () => this.send());
    this.element = element("div", { className: "requests-page" }, form, this.#saying, this.#answer);
  }

  /** @param {Project} project */
  open(project) {
    this.#asked++;
    this.#form.open(project.run);
    this.#answer.hidden = true;
    this.#saying.textContent = "";
  }

  focus() {
    this.#form.focus();
  }

  async send() {
    const url = this.#upkeep.deployment?.url;
    if (url === undefined) return;
    const asked = ++this.#asked;
    this.#button.disabled = true;
    this.#tell(strings.deployment.sending);
    try {
      const answer = await send(url, this.#form.request());
      if (asked !== this.#asked) return;
      showAnswer(this.#answer, answer);
      this.#tell("");
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      if (asked === this.#asked) this.#tell(error.message, true);
    } finally {
      this.#button.disabled = false;
    }
  }

  /** @param {string} text @param {boolean} [failed] */
  #tell(text, failed = false) {
    this.#saying.textContent = text;
    this.#saying.classList.toggle("wrong", failed);
    if (failed) this.#answer.hidden = true;
  }
}
