/** What a reader sees from first to last, in one of five words. */

import { SAME_MS } from "./summary.js";

/** @import {Measurement} from "./measure.js" */

/** @typedef {"waits" | "flash" | "bare" | "fails" | "styled"} Outcome */

/** @type {Readonly<Record<Outcome, string>>} */
export const outcomes = {
  waits: "Nothing until the stylesheet is there, then the styled page",
  flash: "The unstyled page at once, the styled one later",
  bare: "The unstyled page at once, and for good",
  fails: "Nothing for a while, then the unstyled page for good",
  styled: "A styled page at once",
};

/** @param {Pick<Measurement, "painted" | "dressed">} run @param {number} delay  Of the stylesheet, in ms. @returns {Outcome} */
export function outcomeOf({ painted, dressed }, delay) {
  const early = painted < delay / 2;
  if (dressed === null) return early ? "bare" : "fails";
  if (dressed - painted > SAME_MS) return "flash";
  return early ? "styled" : "waits";
}
