/** What there is to look into: the last builds, and the memories that the last two runs left. */

import { sameSource } from "../../project.js";
import { Topic } from "../../topic.js";

/** @import {Inspection} from "../../messages.js" */
/** @import {Built, Ended} from "../../news.js" */
/** @import {Bench} from "../bench.js" */

const MOST_BUILDS = 6;

export class Kept {
  /** That succeeded, the newest first. @type {Built[]} */
  builds = [];
  /** @type {Inspection | null} */
  memory = null;
  /** The memory that the run before left. @type {Inspection | null} */
  before = null;
  /** @type {Ended | null} */
  ended = null;
  /** There is something new. @type {Topic<"build" | "run">} */
  changed = new Topic();

  /** @param {Bench} bench */
  constructor({ news }) {
    news.opened.on(() => this.#forget());
    news.built.on((built) => this.add(built));
    news.inspected.on((inspection) => {
      this.before = this.memory;
      this.memory = inspection;
    });
    news.ended.on((ended) => {
      this.ended = ended;
      this.changed.emit("run");
    });
  }

  /** @param {Built} built */
  add(built) {
    if (built.build.status !== "succeeded") return;
    this.builds = [built, ...this.builds.filter((other) => !sameBuilt(other, built))].slice(0, MOST_BUILDS);
    this.changed.emit("build");
  }

  #forget() {
    this.builds = [];
    this.memory = this.before = this.ended = null;
    this.changed.emit("build");
  }
}

/** Whether they are of the same text, built alike. @param {Pick<Built, "source" | "profile">} one @param {Pick<Built, "source" | "profile">} other */
export function sameBuilt(one, other) {
  return one.profile === other.profile && sameSource(one.source, other.source);
}
