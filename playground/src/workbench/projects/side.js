/** The side of the playground: a bar of buttons, and the files below it. */

import { button, element } from "../../dom.js";
import { foldersOf } from "../../projects/changes.js";
import { strings } from "../../strings.js";
import { droppedFiles, pickedFiles } from "./incoming.js";
import { sign } from "./signs.js";
import { Tree } from "./tree.js";

/** @import {Bench} from "../bench.js" */
/** @import {FileActions, Word} from "./actions.js" */

export class Side {
  #bench;
  #actions;
  #tree;
  #said = element("div", { className: "said", ariaLive: "polite" });

  /** @param {Bench} bench @param {HTMLElement} side @param {FileActions} actions */
  constructor(bench, side, actions) {
    this.#bench = bench;
    this.#actions = actions;
    this.#tree = new Tree({
      show: (path) => bench.code.show(path),
      rename: (path) => actions.rename(path),
      remove: (path) => actions.remove(path),
      move: (path, folder) => actions.moveInto(path, folder),
    });
    side.append(this.#bar(), this.#tree.list, this.#said, this.#more());
    this.#takeDrops(side);
    actions.said.on((word) => this.#say(word));
    bench.news.opened.on(() => this.#draw());
    bench.news.edited.on(() => this.#draw());
    bench.news.arranged.on(({ shown }) => this.#tree.mark(shown));
    this.#draw();
  }

  #bar() {
    const words = strings.projects;
    const actions = this.#actions;
    const chosen = () => this.#tree.chosen;
    const folder = () => this.#tree.folder;
    return element(
      "div",
      { className: "tools", role: "toolbar", ariaLabel: words.tree },
      tool("newFile", () => actions.newFile(folder())),
      tool("newFolder", () => actions.newFolder(folder())),
      tool("upload", async () => actions.add(await pickedFiles(folder()))),
      tool("rename", () => actions.rename(chosen())),
      tool("remove", () => actions.remove(chosen())),
    );
  }

  #more() {
    const { commands } = this.#bench;
    const words = strings.projects;
    const command = (/** @type {string} */ text, /** @type {string} */ name) => button(text, () => commands.run(name), "quiet");
    return element("div", { className: "more" }, command(words.history, "history"), command(words.download, "download"), command(words.downloadWasm, "download-wasm"));
  }

  #draw() {
    const project = this.#bench.project();
    if (project === null) return;
    this.#tree.draw(project.paths, foldersOf(project.content));
    this.#tree.mark(this.#bench.code.arrangement.shown);
  }

  /** @param {Word} word */
  #say({ text, undo }) {
    this.#said.replaceChildren(text);
    if (undo === null) return;
    this.#said.append(
      button(strings.projects.undo, () => {
        this.#said.replaceChildren();
        undo();
      }, "quiet"),
    );
  }

  /** Files from outside. @param {HTMLElement} side */
  #takeDrops(side) {
    side.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      side.dataset.drop = "true";
    });
    side.addEventListener("dragleave", () => delete side.dataset.drop);
    side.addEventListener("drop", async (event) => {
      delete side.dataset.drop;
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      const over = this.#tree.folderAt(event.target);
      const files = await droppedFiles(event.dataTransfer);
      this.#actions.add(files.map(([path, bytes]) => [over === "" ? path : `${over}/${path}`, bytes]));
    });
  }
}

/** @param {"newFile" | "newFolder" | "upload" | "rename" | "remove"} deed @param {() => void} act */
function tool(deed, act) {
  const made = button("", act, "quiet tool");
  made.append(sign(deed));
  made.ariaLabel = strings.projects[deed];
  made.title = strings.projects[deed];
  return made;
}
