/** Whether a guess is what a program printed. */

/** White space at the ends of the whole and of each line does not count. @param {string} guess @param {string} printed */
export function matches(guess, printed) {
  return trimmed(guess) === trimmed(printed);
}

/** The options of a quiz, as its attribute lists them: with | between them, and \n for a line's end. @param {string | null} text */
export function optionsOf(text) {
  return text === null || text === "" ? [] : text.split("|").map((option) => option.trim().replaceAll("\\n", "\n"));
}

/** @param {string} text */
function trimmed(text) {
  return text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}
