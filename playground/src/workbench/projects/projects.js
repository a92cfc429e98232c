/** The learner's projects, as the whole playground shows them. */

import { exampleNamed } from "../../opening.js";
import { strings } from "../../strings.js";

/** @import {Original} from "../../project.js" */
/** @import {Bench} from "../bench.js" */

const FIRST = "c/hello";

export class Projects {
  #desk;

  /** @param {Pick<Bench, "host" | "shelf" | "project" | "show" | "news">} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /** Whether the browser keeps any. */
  get kept() {
    return this.#desk.shelf !== null;
  }

  /** Shows a project that is kept. @param {string} key */
  async open(key) {
    const original = await this.#desk.shelf?.originalOf(key);
    if (original) await this.show(original);
  }

  /** Shows an original with what the learner has made of it. @param {Original} original */
  async show(original) {
    await this.#desk.show(original);
    if (this.#desk.host.hasAttribute("linked")) history.replaceState(null, "", `?${addressOf(original.key)}`);
  }

  /** A new project of the learner's, from an example or anything else. @param {Original} original @param {string} [name] */
  async create(original, name) {
    const project = await this.#desk.shelf?.create(original, name);
    await this.show(project?.original ?? original);
  }

  /** @param {string} key @param {string} name */
  async rename(key, name) {
    const project = this.#desk.project();
    if (project?.original.key === key) {
      project.rename(name);
      this.#desk.news.named.emit(project);
    }
    await this.#desk.shelf?.rename(key, name);
  }

  /** @param {string} key @param {string} name */
  async duplicate(key, name) {
    const copy = await this.#desk.shelf?.duplicate(key, strings.projects.copyOf(name));
    if (copy) await this.show(copy.original);
  }

  /** @param {string} key */
  async remove(key) {
    const { shelf, project } = this.#desk;
    await shelf?.remove(key);
    if (project()?.original.key !== key) return;
    await this.show((await shelf?.last()) ?? (await exampleNamed(FIRST)));
  }
}

/** @param {string} key  A project's. */
function addressOf(key) {
  if (key.startsWith("own/")) return new URLSearchParams({ project: key });
  if (key.startsWith("share/")) return new URLSearchParams({ share: key.slice("share/".length) });
  return new URLSearchParams({ example: key });
}
