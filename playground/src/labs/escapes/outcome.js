/** Tells from how a program ended what stopped it. */

/** @import {Native} from "./recordings.js" */
/** @import {RunEnding} from "./run.js" */

/**
 * @typedef {"through" | "refused" | "table" | "signature" | "bounds" | "depth" | "page" | "limit" | "reader" | "unknown"} Kind
 * through: nothing stopped it · refused: a call answered with an error · table: a number that is no entry of the function
 * table · signature: a function of another type · bounds: an address outside of the memory · depth: too many calls for the
 * engine's stack · page: a page of memory that may not be used so · limit: too much time or memory · reader: Stop
 */

/** The exit code of an attempt that was refused; 0 is that of one that got through. */
const REFUSED = 1;

/** Engines word traps differently: V8, SpiderMonkey, JavaScriptCore. @type {readonly [RegExp, Kind][]} */
const TRAPS = [
  [/table index|out of bounds call_indirect/i, "table"],
  [/signature|null function|null table|indirect call/i, "signature"],
  [/out of bounds/i, "bounds"],
  [/call stack|recursion/i, "depth"],
];

/** Signals for an address that may not be read, written or executed. */
const PAGE_SIGNALS = new Set(["SIGSEGV", "SIGBUS"]);

/** @param {RunEnding} ending @returns {Kind} */
export function kindOf(ending) {
  switch (ending.how) {
    case "exited":
      return ofExit(ending.code);
    case "trapped":
      return TRAPS.find(([pattern]) => pattern.test(ending.message))?.[1] ?? "unknown";
    case "limit":
      return "limit";
    case "stopped":
      return "reader";
    case "crashed":
      return "unknown";
  }
}

/** @param {Native} native @returns {Kind} */
export function kindOfNative({ exit_code, signal, limit }) {
  if (limit !== null) return "limit";
  if (signal !== null) return PAGE_SIGNALS.has(signal) ? "page" : "unknown";
  return ofExit(exit_code);
}

/** @param {number | null} code @returns {Kind} */
function ofExit(code) {
  if (code === 0) return "through";
  return code === REFUSED ? "refused" : "unknown";
}

/** How it ended, as the system or the engine put it. @param {RunEnding} ending */
export function wordsOf(ending) {
  switch (ending.how) {
    case "exited":
      return `exit code ${ending.code}`;
    case "trapped":
      return `trap: ${ending.message}`;
    case "limit":
      return "ended by the limit of this lab";
    case "stopped":
      return "ended by you";
    case "crashed":
      return `could not run: ${ending.message}`;
  }
}

/** @param {Native} native */
export function wordsOfNative({ exit_code, signal, limit }) {
  const ending = signal ?? `exit code ${exit_code}`;
  return limit === null ? ending : `${ending}: the sandbox's ${limit} limit`;
}
