/** The whole build as WebAssembly text, to read and to search; it and the module can be kept as files. */

import { wast } from "@codemirror/lang-wast";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { connect } from "../../backend/index.js";
import { button, element } from "../../dom.js";
import { theme } from "../../editor/theme.js";
import { reasonOf } from "../../session.js";
import { strings } from "../../strings.js";
import { saveFile } from "../save-file.js";

/** @import {Subject} from "./subject.js" */

/** So that no browser shows it instead. */
const BINARY = "application/octet-stream";

export class TextView {
  element = element("div", { className: "wat" });
  /** @type {EditorView | null} */
  #view = null;
  #task = new AbortController();

  /** @param {Subject} subject */
  async show({ build, bytes }) {
    const words = strings.inside.text;
    this.#task.abort();
    const { signal } = (this.#task = new AbortController());
    const said = element("p", { className: "saying", role: "status", textContent: words.writing });
    this.element.replaceChildren(said);
    try {
      const text = await (await connect()).text(build, signal);
      signal.throwIfAborted();
      said.textContent = words.about(text.split("\n").length);
      const keep = [button(words.keepText, () => saveFile("program.wat", text, BINARY), "quiet"), button(words.keepModule, () => saveFile("program.wasm", bytes, BINARY), "quiet")];
      this.#view?.destroy();
      this.#view = viewOf(text, /** @type {ShadowRoot} */ (this.element.getRootNode()));
      this.element.append(element("div", { className: "bar" }, ...keep), this.#view.dom);
    } catch (error) {
      if (!signal.aborted) said.textContent = reasonOf(error);
    }
  }
}

/** @param {string} doc @param {ShadowRoot} root */
function viewOf(doc, root) {
  const extensions = [
    EditorState.readOnly.of(true),
    lineNumbers(),
    search({ top: true }),
    keymap.of(searchKeymap),
    wast(),
    theme,
    EditorView.contentAttributes.of({ "aria-label": strings.inside.pages.text, tabindex: "0" }),
  ];
  return new EditorView({ state: EditorState.create({ doc, extensions }), root });
}
