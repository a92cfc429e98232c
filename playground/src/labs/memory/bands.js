/** The parts of a program's memory, by address. */

/** @import {Band} from "../../memory/bands.js" */
/** @import {Layout, Moment} from "./recording.js" */

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
