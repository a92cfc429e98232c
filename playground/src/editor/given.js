/** What files are given later than their text: the keys that the reader prefers, and what is fetched after the rest. */

import { Compartment, Prec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { settings } from "../settings.js";
import { keysOf } from "./keymaps.js";

/** @import {Extension} from "@codemirror/state" */
/** @import {Preferences} from "../settings.js" */
/** @import {Files} from "./files.js" */

const keys = new Compartment();
const wrapping = new Compartment();
const rest = new Compartment();

export class Given {
  #files;
  #forget;
  #now = { keys: /** @type {Extension} */ ([]), wrap: false, more: /** @type {Extension} */ ([]) };
  /** Resolves when the reader's preferences are heeded. */
  ready;

  /** @param {Files} files @param {() => Promise<Extension>} fetchMore */
  constructor(files, fetchMore) {
    this.#files = files;
    this.#forget = settings.changed.on((preferences) => this.#prefer(preferences));
    this.ready = this.#prefer(settings.all);
    fetchMore().then((more) => this.#give({ more }));
  }

  /** For the state of a file that is opened now. @returns {Extension} */
  get extension() {
    return this.#all.map(([compartment, extension]) => compartment.of(extension));
  }

  /** Preferences are heard of no more. */
  forget() {
    this.#forget();
  }

  /** The preferred keys come before those of the editor. @returns {[Compartment, Extension][]} */
  get #all() {
    const { keys: preferred, wrap, more } = this.#now;
    return [
      [keys, Prec.high(preferred)],
      [wrapping, wrap ? EditorView.lineWrapping : []],
      [rest, more],
    ];
  }

  /** @param {Preferences} preferences */
  async #prefer({ keymap, wrap }) {
    this.#give({ keys: await keysOf(keymap).catch(() => []), wrap });
  }

  /** @param {Partial<{keys: Extension, wrap: boolean, more: Extension}>} some */
  #give(some) {
    this.#now = { ...this.#now, ...some };
    const effects = this.#all.map(([compartment, extension]) => compartment.reconfigure(extension));
    this.#files.changeAll(() => [{ effects }]);
  }
}
