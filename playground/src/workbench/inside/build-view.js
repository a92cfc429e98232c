/** One build of WebAssembly, seen from several sides. */

import { button, element } from "../../dom.js";
import { failureOf, reasonOf } from "../../session.js";
import { strings } from "../../strings.js";
import { Pages } from "../pages.js";
import { CodeView } from "./code-view.js";
import { InterfaceView } from "./interface-view.js";
import { sameBuilt } from "./kept.js";
import { MemoryView } from "./memory-view.js";
import { SizesView } from "./sizes-view.js";
import { build, subjectOf } from "./subject.js";

/** @import {Built} from "../../news.js" */
/** @import {Bench} from "../bench.js" */
/** @import {Kept} from "./kept.js" */
/** @import {Subject} from "./subject.js" */

/** One side of a build. @typedef {{element: HTMLElement, show: (subject: Subject) => unknown}} Side */

export class BuildView {
  #bench;
  #kept;
  #profile = element("select", { ariaLabel: strings.inside.profile }, ...profiles());
  #again = button(strings.inside.build, () => this.#build(), "quiet");
  #status = element("p", { className: "saying", role: "status" });
  /** @type {Record<string, Side>} */
  #sides;
  #pages;
  /** @type {Built | null} */
  #built = null;
  /** @type {Subject | null} */
  #subject = null;
  /** Sides that show the subject already. @type {Set<string>} */
  #drawn = new Set();
  #task = new AbortController();

  /** @param {Bench} bench @param {Kept} kept */
  constructor(bench, kept) {
    const { pages } = strings.inside;
    this.#bench = bench;
    this.#kept = kept;
    const code = new CodeView(bench);
    const look = (/** @type {number} */ body) => (this.#pages.show("code"), code.open(body));
    this.#sides = { code, sizes: new SizesView(look), surface: new InterfaceView(), memory: new MemoryView(bench, kept), text: text() };
    const list = Object.entries(this.#sides).map(([name, { element: room }]) => ({ name, title: pages[/** @type {keyof typeof pages} */ (name)], room }));
    this.#pages = new Pages("inside", strings.inside.title, list, (name) => this.#draw(name));
    const bar = element("div", { className: "bar" }, this.#profile, this.#again);
    this.element = element("div", { className: "build" }, bar, this.#status, ...this.#pages.elements);
    this.#profile.addEventListener("change", () => this.#build());
    this.#pages.show("code");
  }

  /** Shows the newest build of this profile; makes it, if there is none. */
  async refresh() {
    const project = this.#bench.project();
    if (project === null) return;
    const newest = this.#kept.builds.find(({ profile }) => profile === this.#profile.value);
    if (newest === undefined) return this.#build();
    if (newest.build !== this.#built?.build) await this.#show(newest);
    this.#drawn.delete("memory");
    this.#draw(this.#pages.shown);
    this.age();
  }

  /** Says whether the text is still what was built. */
  age() {
    const project = this.#bench.project();
    if (project === null || this.#built === null) return;
    const { profile, source } = this.#built;
    const old = !sameBuilt({ source: project.source, profile }, { source, profile });
    this.#again.textContent = old ? strings.inside.buildAgain : strings.inside.build;
    this.#again.classList.toggle("primary", old);
  }

  async #build() {
    const project = this.#bench.project();
    if (project === null) return;
    this.#task.abort();
    const { signal } = (this.#task = new AbortController());
    const profile = this.#profile.value === "release" ? "release" : "debug";
    this.#status.textContent = strings.inside.building;
    try {
      const built = await build(project.source, profile, signal);
      signal.throwIfAborted();
      if (built.build.status === "succeeded") this.#kept.add(built);
      else this.#fail(built);
    } catch (error) {
      if (!signal.aborted) this.#status.textContent = reasonOf(error);
    }
  }

  /** @param {Built} built */
  #fail({ build }) {
    this.#bench.view.problems(build.diagnostics, build.log);
    this.#status.textContent = failureOf(build);
  }

  /** @param {Built} built */
  async #show(built) {
    this.#built = built;
    this.#drawn.clear();
    const { signal } = this.#task;
    try {
      this.#subject = await subjectOf(built, signal);
      this.#status.textContent = strings.inside.about(this.#subject.bytes.byteLength, this.#subject.places.known);
      this.#draw(this.#pages.shown);
    } catch (error) {
      this.#status.textContent = error instanceof RangeError ? strings.inside.unreadable(error.message) : reasonOf(error);
    }
  }

  /** @param {string} name */
  #draw(name) {
    if (this.#subject === null || this.#drawn.has(name)) return;
    this.#drawn.add(name);
    this.#sides[name]?.show(this.#subject);
  }
}

function profiles() {
  const { debug, release } = strings.inside.profiles;
  return [element("option", { value: "debug", textContent: debug }), element("option", { value: "release", textContent: release })];
}

/** Comes with an editor's parts, so it is loaded when it is first shown. @returns {Side} */
function text() {
  const room = element("div");
  /** @type {Promise<Side> | null} */
  let side = null;
  return {
    element: room,
    async show(subject) {
      side ??= import("./text-view.js").then(({ TextView }) => new TextView());
      const view = await side;
      room.replaceChildren(view.element);
      view.show(subject);
    },
  };
}
