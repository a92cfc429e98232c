/** The line that a trap came from. */

import { framesOf } from "../../dwarf/traps.js";

/** @import {Recorded} from "./run.js" */

/** By the module's line table where the engine tells the offset, else that of the last step; null if it did not trap. @param {Recorded} recorded */
export function trapLine({ program, recording: { ending, moments }, module }) {
  if (ending.how !== "trapped") return null;
  const place = framesOf(ending.stack, module).find((frame) => frame.place?.file === "main.c")?.place;
  if (place) return place.line;
  const last = [...moments].reverse().find(({ step }) => step !== null)?.step;
  return last == null ? null : (program.steps[last]?.line ?? null);
}
