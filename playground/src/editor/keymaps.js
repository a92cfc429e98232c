/** Other editors' keys. Each is a chunk of its own, fetched when somebody prefers it. */

import { keymap } from "@codemirror/view";

/** @import {Extension} from "@codemirror/state" */
/** @import {Preferences} from "../settings.js" */

/** @type {Record<Preferences["keymap"], () => Promise<Extension>>} */
const keymaps = {
  default: async () => [],
  vim: async () => (await import("./vim.js")).vimKeys(),
  emacs: async () => (await import("@replit/codemirror-emacs")).emacs(),
  vscode: async () => keymap.of([...(await import("@replit/codemirror-vscode-keymap")).vscodeKeymap]),
};

/** @param {Preferences["keymap"]} name */
export function keysOf(name) {
  return keymaps[name]();
}
