/** Strings as bytes that end with a zero, as C wants them. */

/** @typedef {"utf-8" | "utf-16"} Encoding */

/** @param {string} text @param {Encoding} encoding @returns {Uint8Array}  With the zeros at its end: one byte, or two. */
export function encoded(text, encoding) {
  if (encoding === "utf-8") return new TextEncoder().encode(`${text}\0`);
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), true);
  return bytes;
}

/** A character's UTF-16 units in hexadecimal. @param {string} character */
export function units(character) {
  return character.split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0")).join(" ");
}
