/** How a program ended, in plain words. */

import { strings } from "./strings.js";

/** @import {Ending} from "./messages.js" */

/** The exit code a shell would report after abort(3): 128 + SIGABRT. */
const ABORTED = 134;

/** Engines word traps differently: V8, SpiderMonkey, JavaScriptCore. @type {readonly [RegExp, () => string][]} */
const TRAPS = [
  [/unreachable/i, () => strings.traps.unreachable(ABORTED)],
  [/out of bounds memory|memory access out of bounds|index out of bounds/i, () => strings.traps.memory],
  [/divi(de|sion) by zero/i, () => strings.traps.division],
  [/integer overflow|unrepresentable/i, () => strings.traps.overflow],
  [/call stack|recursion/i, () => strings.traps.stack],
  [/signature|null function|indirect call|table index/i, () => strings.traps.call],
  [/memory|allocation/i, () => strings.traps.allocation],
];

/** @param {Ending} ending @param {number} milliseconds */
export function explain(ending, milliseconds) {
  switch (ending.how) {
    case "exited":
      return ending.code === 0 ? strings.finished(milliseconds) : strings.exited(ending.code, milliseconds);
    case "trapped":
      return TRAPS.find(([pattern]) => pattern.test(ending.message))?.[1]() ?? strings.trapped(ending.message);
    case "crashed":
      return strings.crashed(ending.message || strings.noReason);
  }
}
