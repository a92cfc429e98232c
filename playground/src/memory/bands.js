/** Addresses, and the parts of a memory that lie between them. */

/** @typedef {"stack" | "free" | "data" | "heap"} BandName */
/** @typedef {{name: BandName, title: string, from: number, to: number}} Band  From the first byte to past the last one. */

/** Bytes of a page of WebAssembly's memory. */
export const PAGE = 65_536;

/** @param {Band[]} all @param {number} address */
export function bandAt(all, address) {
  return all.find(({ from, to }) => address >= from && address < to) ?? null;
}

/** @param {number} address */
export function hex(address) {
  return `0x${address.toString(16).padStart(5, "0")}`;
}
