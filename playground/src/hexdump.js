/** Bytes as text: offset, bytes and ASCII, as hexdump -C prints them. */

const WIDTH = 16;

/** @param {Uint8Array} bytes */
export function dumped(bytes) {
  const rows = [];
  for (let at = 0; at < bytes.length; at += WIDTH) rows.push(row(bytes.subarray(at, at + WIDTH), at));
  return rows.join("\n");
}

/** @param {Uint8Array} bytes @param {number} at */
function row(bytes, at) {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const text = [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");
  return `${at.toString(16).padStart(8, "0")}  ${hex.padEnd(3 * WIDTH - 1)}  |${text}|`;
}
