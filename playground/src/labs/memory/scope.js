/** Which variables exist at a moment, and where. */

/** @import {Instrumented} from "./instrument.js" */
/** @import {Place, Replay} from "./recording.js" */

/** @typedef {{name: string, type: string, function: string | null, at: number, size: number}} Living */

/**
 * Those of the running function that are in scope, those of the functions that wait for it, and those outside of all; the
 * running function's first. A waiting function's variables lie above the running one's frame.
 * @param {Instrumented} program @param {Replay} replay @returns {Living[]}
 */
export function living(program, replay) {
  const { step, stack } = replay.moment;
  const now = step === null ? null : (program.steps[step] ?? null);
  const scope = new Set(now?.scope);
  /** @type {Map<string, Place>} */
  const newest = new Map();
  for (const place of replay.places()) newest.set(`${place.variable}:${place.at}`, place);
  const own = new Map();
  for (const place of newest.values()) if (scope.has(place.variable)) own.set(place.variable, place);
  return [...newest.values()]
    .map((place) => ({ ...named(program, place), own: own.get(place.variable) === place }))
    .filter(({ at, own: running, function: owner }) => running || owner === null || (at >= stack && owner !== now?.function))
    .sort((a, b) => Number(b.own) - Number(a.own) || Number(a.function === null) - Number(b.function === null))
    .map(({ own: _, ...variable }) => variable);
}

/** @param {Instrumented} program @param {Place} place @returns {Living} */
function named(program, { variable, at, size }) {
  const { name, type, function: owner } = /** @type {Instrumented["variables"][number]} */ (program.variables[variable]);
  return { name, type, function: owner, at, size };
}
