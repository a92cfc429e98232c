/** Puts requests to the program: to a run in this browser, or to the program's deployment on the edge. */

import { Unanswered, answered, asRun, send } from "./exchange.js";
import { RequestForm } from "./request.js";
import { showAnswer } from "./response.js";
import { strings } from "./strings.js";

/** @import {Answer} from "./exchange.js" */
/** @import {Request} from "./cgi.js" */
/** @import {Project} from "./project.js" */
/** @import {Recorder} from "./recorder.js" */
/** @import {Session} from "./session.js" */
/** @import {View} from "./view.js" */

export class RequestConsole {
  #form;
  #panel;
  #session;
  #run;
  #view;
  /** The text that is on the edge. */
  #deployed = "";

  /**
   * @param {{form: HTMLFormElement, panel: HTMLElement, session: Session, run: Recorder, view: View, onSend: () => void}} options
   */
  constructor({ form, panel, session, run, view, onSend }) {
    this.#form = new RequestForm(form, onSend);
    this.#panel = panel;
    this.#session = session;
    this.#run = run;
    this.#view = view;
  }

  /** @param {Project} project */
  open(project) {
    this.#form.open(project.original.run);
    this.#run.deployment = null;
    this.#panel.hidden = true;
  }

  /** @param {boolean} deployable */
  edge(deployable) {
    this.#form.edge(deployable);
  }

  /** @param {Project} project */
  async send(project) {
    try {
      const request = this.#form.request();
      this.#panel.hidden = true;
      const answer = await (this.#form.forEdge ? this.#toEdge(project, request) : this.#here(project, request));
      if (answer !== null) showAnswer(this.#panel, answer);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      this.#view.failure(error.message);
    }
  }

  /** @param {Project} project */
  async deploy(project) {
    const text = JSON.stringify(project.files);
    const before = this.#run.deployment;
    await this.#session.deploy(project);
    if (this.#run.deployment !== before) this.#deployed = text;
    return this.#run.deployment !== before;
  }

  /** @param {Project} project @param {Request} request @returns {Promise<Answer | null>} */
  async #here(project, request) {
    await this.#session.run(project, "", asRun(request));
    return this.#run.finished ? answered(request, this.#run, this.#run.milliseconds) : null;
  }

  /** What is on the edge is what is shown: an edited program is deployed again first. @param {Project} project @param {Request} request */
  async #toEdge(project, request) {
    const fresh = this.#run.deployment !== null && this.#deployed === JSON.stringify(project.files);
    if (!fresh && !(await this.deploy(project))) return null;
    const url = this.#run.deployment?.url;
    if (url === undefined) return null;
    this.#view.result(strings.sending);
    const answer = await send(url, request);
    this.#view.result(strings.answered);
    return answer;
  }
}
