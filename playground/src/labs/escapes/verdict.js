/** What stopped an attempt, in a sentence that follows from how it really ended. */

/** @import {Reasons} from "./attempts.js" */
/** @import {Kind} from "./outcome.js" */

/** @type {Record<Kind, string>} */
const MARKS = {
  through: "Got through",
  refused: "Refused",
  table: "Trapped",
  signature: "Trapped",
  bounds: "Trapped",
  depth: "Trapped",
  page: "Killed",
  limit: "Stopped",
  reader: "Stopped",
  unknown: "Ended",
};

/** @type {Readonly<Record<Kind, string>>} */
const GENERAL = {
  through: "Nothing stopped it",
  refused: "A call that answered with an error",
  table: "The table of functions",
  signature: "Typed indirect calls",
  bounds: "Bounds checks",
  depth: "The engine's stack limit",
  page: "The processor's page protection",
  limit: "A limit",
  reader: "You",
  unknown: "Something else",
};

const UNEXPECTED = "This lesson does not expect that. Read what the program printed, and how it ended, to find out more.";

/** @param {Reasons} reasons @param {Kind} kind */
export function verdict(reasons, kind) {
  const { by, how } = reasons[kind] ?? { by: GENERAL[kind], how: UNEXPECTED };
  return { mark: MARKS[kind], by, how };
}
