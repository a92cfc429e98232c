/** The parts of a program's memory, by address. */

/** @import {Layout, Moment} from "./recording.js" */

/**
 * @typedef {"stack" | "free" | "data" | "heap"} BandName
 * @typedef {{name: BandName, title: string, from: number, to: number}} Band  From the first byte to past the last one.
 */

export const PAGE = 65_536;

/** @param {Layout} layout @param {Pick<Moment, "stack" | "bytes">} moment @returns {Band[]}  By address, none of them empty. */
export function bands({ stackLow, stackHigh, dataStart, dataEnd, heapStart }, { stack, bytes }) {
  /** @type {Band[]} */
  const all = [
    { name: "free", title: "Free stack", from: stackLow, to: stack },
    { name: "stack", title: "Stack", from: stack, to: stackHigh },
    { name: "data", title: "Data", from: dataStart, to: dataEnd },
    { name: "heap", title: "Heap", from: heapStart, to: bytes },
  ];
  return all.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
}

/** @param {Band[]} all @param {number} address */
export function bandAt(all, address) {
  return all.find(({ from, to }) => address >= from && address < to) ?? null;
}

/** @param {number} address */
export function hex(address) {
  return `0x${address.toString(16).padStart(5, "0")}`;
}
