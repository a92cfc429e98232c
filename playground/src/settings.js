/** What the reader prefers, kept in the browser and the same for every playground of the site. */

import { load, save } from "./storage.js";
import { Topic } from "./topic.js";

const KEY = "settings";

/**
 * `fontSize` is in pixels. `locale` is null where the browser chooses.
 * @typedef {object} Preferences
 * @property {"default" | "vim" | "emacs" | "vscode"} keymap
 * @property {number} fontSize
 * @property {"system" | "light" | "dark" | "contrast"} theme
 * @property {boolean} wrap  Whether long lines are broken.
 * @property {boolean} check  Whether the text is checked while it is typed.
 * @property {"en" | "zh-TW" | null} locale
 */

/** @type {Preferences} */
const DEFAULTS = { keymap: "default", fontSize: 13.5, theme: "system", wrap: false, check: true, locale: null };

class Settings {
  /** @type {Topic<Preferences>} */
  changed = new Topic();

  /** @type {Preferences} */
  get all() {
    return { ...DEFAULTS, ...load(KEY) };
  }

  /** Whether the browser keeps it. @param {Partial<Preferences>} some */
  set(some) {
    const all = { ...this.all, ...some };
    const kept = save(KEY, all);
    this.changed.emit(all);
    return kept;
  }
}

export const settings = new Settings();

/** Another page of the site has changed them. */
globalThis.addEventListener?.("storage", () => settings.changed.emit(settings.all));
