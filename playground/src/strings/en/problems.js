/** What the compilers say. */

import { counted } from "./measures.js";

export const problems = {
  buildFailed: (/** @type {number} */ errors) =>
    errors === 0 ? "The build failed." : `The build failed with ${counted(errors, "error", "errors")}.`,
  notListed: (/** @type {number[]} */ [errors = 0, warnings = 0, notes = 0]) => {
    const kinds = [counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"), counted(notes, "note", "notes")];
    const some = kinds.filter((kind) => !kind.startsWith("0 "));
    return `Not listed here: ${some.join(", ")}. The log has them, as far as it reaches.`;
  },
  severity: { error: "error", warning: "warning", note: "note" },
  note: { note: "note", help: "help" },
  includedFrom: "Included from here.",
  explain: (/** @type {string} */ code) => `What ${code} means`,
  apply: "Apply:",
  stale: "The text there has changed since the build. Build again for a new suggestion.",
  place: (/** @type {string} */ file, /** @type {number} */ line) => `${file}, line ${line}`,
};
