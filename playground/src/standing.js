/** The project that stands on the desk: how it comes there, and what is told of it when its files change. */

import { strings } from "./strings.js";

/** @import {Checker} from "./checker.js" */
/** @import {Code} from "./code.js" */
/** @import {Connection} from "./connection.js" */
/** @import {Fence} from "./fence.js" */
/** @import {News} from "./news.js" */
/** @import {Original, Project} from "./project.js" */
/** @import {Keeping} from "./projects/keeping.js" */
/** @import {Session} from "./session.js" */
/** @import {Parts} from "./template.js" */
/** @import {View} from "./view.js" */

/** How a lesson wants its files shown. @typedef {Pick<Fence, "labels" | "hidden">} Look */

/**
 * @typedef {object} Desk
 * @property {HTMLElement} host
 * @property {Parts} parts
 * @property {View} view
 * @property {Code} code
 * @property {Checker} checker
 * @property {Connection} connection
 * @property {Session} session
 * @property {Keeping} keeping
 * @property {News} news
 */

export class Standing {
  #desk;
  /** @type {Look} */
  #look = { labels: {}, hidden: {} };
  /** @type {Project | null} */
  project = null;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** A file's name, as its lesson calls it. @param {string} path */
  label(path) {
    return this.#look.labels[path] ?? path;
  }

  /** @param {Original} original @param {Look} [look] */
  async show(original, look = { labels: {}, hidden: {} }) {
    const { host, parts, view, code, checker, connection, session, keeping, news } = this.#desk;
    session.stop();
    checker.stop();
    const project = await keeping.resume(original);
    this.project = project;
    this.#look = look;
    project.troubled.on(() => project === this.project && view.remark(troubleText(project)));
    view.empty();
    view.interactive(original.kind === "interactive" && parts.question === undefined);
    if (parts.about) parts.about.textContent = original.description;
    this.#edited();
    connection.judge(original.language);
    news.opened.emit(project);
    await code.open(project, look, project.arrangement);
    news.arranged.emit(code.arrangement);
    host.dataset.ready = original.key;
    news.shown.emit(project);
  }

  /** Somebody has typed. */
  typed() {
    this.#edited();
    if (this.project !== null) this.#desk.checker.typed(this.project);
  }

  reset() {
    this.project?.reset();
    this.sync();
  }

  /** The project's files are other ones now. @param {Record<string, string>} [moved]  Their new paths, by the old ones. */
  async sync(moved) {
    this.#desk.checker.stop();
    await this.#desk.code.sync(moved);
    this.#edited();
  }

  #edited() {
    if (this.project === null) return;
    this.#desk.parts.reset.disabled = !this.project.edited;
    this.#desk.news.edited.emit(this.project);
  }
}

/** The bench tells of other tabs. @param {Project} project */
function troubleText({ trouble }) {
  return trouble === null || trouble === "elsewhere" ? "" : strings.notKept[trouble];
}
