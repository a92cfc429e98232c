/** The editor: its own words, what it can be told to do, and what it says of it. */

/** What CodeMirror shows and says, by its English words. @type {Record<string, string>} */
const phrases = {};

/** @param {number} count */
function files(count) {
  return count === 1 ? "one file" : `${count} files`;
}

export const editing = {
  phrases,
  tools: "Text",
  format: "Format",
  formatHint: "Lay the text out as is usual for the language (Shift+Alt+F)",
  formatting: "Formatting…",
  formatted: (/** @type {number} */ count) => (count === 0 ? "It is laid out as it should be." : `Formatted ${files(count)}.`),
  formattedExcept: "Not everything could be formatted. The formatter says why:",
  formatStale: "The text has changed meanwhile, so it was left as it is. Format it again.",
  formatNeedsRunner: "Formatting needs a runner, and this page has none.",
  keys: "Keys for typing",
  keyRow: { tab: "Indent", undo: "Undo", redo: "Redo", character: (/** @type {string} */ character) => `Type ${character}` },
  commands: {
    format: "Format the text",
    find: "Find and replace",
    replace: "Replace",
    line: "Go to a line",
    complete: "Complete what is typed",
    comment: "Comment lines in or out",
    another: "Select the next place like this as well",
    fold: "Fold what is here",
    unfold: "Unfold what is here",
    foldAll: "Fold everything",
    unfoldAll: "Unfold everything",
    fix: "Apply the fix that is suggested here",
    problem: "Go to the next problem",
    problems: "List the problems in the editor",
    undo: "Undo",
    redo: "Redo",
  },
};
