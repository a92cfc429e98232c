/** Puts requests to a lesson's program: to a run in this browser, or to the program's deployment on the edge. */

import { connect } from "./backend/index.js";
import { Unanswered, answered, asRun, send } from "./exchange.js";
import { showLive } from "./live.js";
import { differing } from "./project.js";
import { RequestForm } from "./request.js";
import { showAnswer } from "./response.js";
import { strings } from "./strings.js";

/** @import {Answer} from "./exchange.js" */
/** @import {Request} from "./cgi.js" */
/** @import {Deployed, News} from "./news.js" */
/** @import {Project} from "./project.js" */
/** @import {Recorder} from "./recorder.js" */
/** @import {Session} from "./session.js" */
/** @import {Parts} from "./template.js" */
/** @import {View} from "./view.js" */

/** @typedef {{parts: Parts, session: Session, record: Recorder, view: View, news: News}} Surroundings */

export class RequestConsole {
  #form;
  #panel;
  #session;
  #record;
  #view;
  /** What is on the edge. @type {Deployed | null} */
  #deployed = null;
  /** @type {Project | null} */
  #project = null;

  /** @param {Surroundings} surroundings @param {() => void} onSend */
  constructor({ parts, session, record, view, news }, onSend) {
    const { request, response, deploy, live } = parts;
    if (request === undefined || response === undefined) throw new Error("this playground has no request console");
    this.#form = new RequestForm(request, onSend);
    this.#panel = response;
    this.#session = session;
    this.#record = record;
    this.#view = view;
    deploy?.addEventListener("click", () => this.#project && this.#deploy(this.#project));
    news.opened.on((project) => this.#open(project));
    news.deployed.on(async (deployed) => {
      this.#deployed = deployed;
      const { deployment } = deployed;
      const page = (await connect()).api?.deployments.pageOf(deployment.name) ?? "";
      showLive(live, deployment, page, (text) => view.result(text));
    });
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
  async #open(project) {
    this.#project = project;
    this.#deployed = null;
    this.#panel.hidden = true;
    this.#form.open(project.original.run);
    this.#form.edge((await connect()).api !== null);
  }

  /** @param {Project} project */
  async #deploy(project) {
    await this.#session.deploy(project, { grants: project.original.grants });
  }

  /** @param {Project} project @param {Request} request @returns {Promise<Answer | null>} */
  async #here(project, request) {
    await this.#session.run(project, "", asRun(request));
    return this.#record.finished ? answered(request, this.#record, this.#record.milliseconds) : null;
  }

  /** What is on the edge is what is shown: an edited program is deployed again first. @param {Project} project @param {Request} request */
  async #toEdge(project, request) {
    const before = this.#deployed;
    const fresh = this.#fresh(project);
    if (!fresh) await this.#deploy(project);
    if (this.#deployed === null || (!fresh && this.#deployed === before)) return null;
    this.#view.result(strings.sending);
    const answer = await send(this.#deployed.deployment.url, request);
    this.#view.result(strings.answered);
    return answer;
  }

  /** @param {Project} project */
  #fresh({ content }) {
    return this.#deployed !== null && differing(this.#deployed.content, content).length === 0;
  }
}
