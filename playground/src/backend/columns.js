/** Compilers count columns in bytes of UTF-8, editors in UTF-16 code units; both start at 1. */

const LINE_END = /\r\n|\n|\r/;

/** The text of a line without its end, null where there is no such line. @param {string | undefined} text @param {number} line */
export function lineOf(text, line) {
  return text?.split(LINE_END)[line - 1] ?? null;
}

/** A column past the end stays as far past it. @param {string | null} line @param {number} column  In bytes. */
export function fromBytes(line, column) {
  if (line === null) return column;
  let bytes = 1;
  let units = 1;
  for (const character of line) {
    if (bytes >= column) return units;
    bytes += new TextEncoder().encode(character).length;
    units += character.length;
  }
  return units + Math.max(0, column - bytes);
}
