/** The view "Inside": of the build, where there is one, and of the bytecode, where there is Python. */

import { element } from "../../dom.js";
import { languageNamed } from "../../languages/index.js";
import hexCss from "../../memory/hex.css";
import { adopt } from "../../style.js";
import { BuildView } from "./build-view.js";
import css from "./inside.css";
import { PythonView } from "./python.js";

/** @import {Bench} from "../bench.js" */
/** @import {Kept} from "./kept.js" */

/** @param {HTMLElement} room @param {Bench} bench @param {Kept} kept */
export async function open(room, bench, kept) {
  adopt(bench.root, hexCss + css);
  const inside = new Inside(bench, kept);
  const refresh = () => {
    if (!room.hidden) inside.refresh();
  };
  room.append(inside.element);
  new MutationObserver(refresh).observe(room, { attributeFilter: ["hidden"] });
  kept.changed.on(refresh);
  bench.news.edited.on(() => inside.age());
  await inside.refresh();
}

class Inside {
  #bench;
  #build;
  #python;
  element;
  /** The text that the bytecode is of. */
  #read = "";

  /** @param {Bench} bench @param {Kept} kept */
  constructor(bench, kept) {
    this.#bench = bench;
    this.#build = new BuildView(bench, kept);
    this.#python = new PythonView(bench);
    this.element = element("div", { className: "inside" }, this.#build.element, this.#python.element);
  }

  async refresh() {
    const project = this.#bench.project();
    if (project === null) return;
    const compiled = languageNamed(project.language)?.runtime === "wasi";
    this.#build.element.hidden = !compiled;
    this.#python.element.hidden = compiled;
    if (compiled) return this.#build.refresh();
    const text = JSON.stringify(project.files);
    if (text === this.#read) return;
    this.#read = text;
    await this.#python.show(project);
  }

  age() {
    if (!this.#build.element.hidden) this.#build.age();
  }
}
