/** Puts a text in the place of another by changing no more than differs, so that cursors stay where they are. */

import { diff } from "@codemirror/merge";

/** Milliseconds that finding the differences may take; then it is less exact. */
const PATIENCE_MS = 100;

/** @param {string} before @param {string} after @returns {{from: number, to: number, insert: string}[]} */
export function changesBetween(before, after) {
  const changes = diff(before, after, { timeout: PATIENCE_MS });
  return changes.map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: after.slice(fromB, toB) }));
}
