/** Where the divider between the text and the results stands, as the learner left it. */

import { load, save } from "./storage.js";

const KEY = "divider";

/** The text's share of the width in percent, where the results are beside it. */
export const SHARES = { least: 20, usual: 55, most: 80 };

/** The text's height in pixels, where the results are below it. */
export const LEAST_HEIGHT = 160;

/** null where it was not moved. @typedef {{share: number | null, height: number | null}} Divided */

/** @returns {Divided} */
export function divided() {
  const { share, height } = load(KEY) ?? {};
  return {
    share: Number.isFinite(share) ? Math.min(SHARES.most, Math.max(SHARES.least, share)) : null,
    height: Number.isFinite(height) ? Math.max(LEAST_HEIGHT, height) : null,
  };
}

/** @param {HTMLElement} panes @param {Divided} now */
export function divide(panes, { share, height }) {
  const { style } = panes;
  style.setProperty("--w-text", `${share ?? SHARES.usual}fr`);
  style.setProperty("--w-results", `${100 - (share ?? SHARES.usual)}fr`);
  if (height === null) style.removeProperty("--w-text-height");
  else style.setProperty("--w-text-height", `${height}px`);
}

/** @param {Partial<Divided>} some */
export function keepDivided(some) {
  save(KEY, { ...divided(), ...some });
}
