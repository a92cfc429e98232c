/** What several measurements of one way come to, and what several ways come to. */

/** @import {Measurement} from "./measure.js" */

/**
 * @typedef {object} Summary  Medians over the runs; times in ms, null where more than half of the runs had none.
 * @property {string} label
 * @property {number | null} painted
 * @property {number | null} dressed
 * @property {number | null} styled
 * @property {number | null} bare  Between the first paint and the first one with any style; null: it stayed so.
 * @property {number} shift
 * @property {boolean} estimated
 * @property {number} runs
 * @property {Measurement} typical  The run whose first paint is the median.
 */

/** Two paints closer than this are told as one: three frames of a screen. */
export const SAME_MS = 50;

/** @param {string} label @param {readonly Measurement[]} runs  At least one. @returns {Summary} */
export function summarise(label, runs) {
  const painted = median(runs.map((run) => run.painted));
  const ordered = [...runs].sort((a, b) => a.painted - b.painted);
  return {
    label,
    painted,
    dressed: median(runs.map((run) => run.dressed)),
    styled: median(runs.map((run) => run.styled)),
    bare: median(runs.map(bareOf)),
    shift: median(runs.map((run) => run.shift)) ?? 0,
    estimated: runs.some((run) => run.estimated),
    runs: runs.length,
    typical: /** @type {Measurement} */ (ordered[Math.floor((ordered.length - 1) / 2)]),
  };
}

/** @param {Measurement} run */
function bareOf({ painted, dressed }) {
  return dressed === null ? null : dressed - painted;
}

/** The lower middle one, so that it is a value that was measured. @param {readonly (number | null)[]} values @returns {number | null} */
function median(values) {
  const ordered = values.map((value) => value ?? Infinity).sort((a, b) => a - b);
  const middle = ordered[Math.floor((ordered.length - 1) / 2)];
  return middle === undefined || middle === Infinity ? null : middle;
}

/**
 * The way that has the reader see a styled page first; of those that are as early, the one that moves least, then the
 * simplest, which is listed first. Null when none ends up styled.
 * @param {readonly Summary[]} summaries
 */
function winnerOf(summaries) {
  const dressed = summaries.filter((each) => each.dressed !== null);
  const first = Math.min(...dressed.map((each) => /** @type {number} */ (each.dressed)));
  const early = dressed.filter((each) => /** @type {number} */ (each.dressed) <= first + SAME_MS);
  const least = Math.min(...early.map((each) => each.shift));
  return early.find((each) => each.shift <= least + 0.01) ?? null;
}

/** @param {readonly Summary[]} summaries  In the order of the table. @returns {string} */
export function verdictOf(summaries) {
  if (summaries.length < 2) return "Run at least two of them to compare.";
  const winner = winnerOf(summaries);
  const lost = summaries.filter((each) => each.dressed === null);
  const never = lost.length === 0 ? "" : ` Never styled: ${neverStyled(lost, summaries.length)}.`;
  if (winner === null) return `None of them ended with a styled page.`;
  const rest = summaries.filter((each) => each !== winner && each.dressed !== null);
  return `First with a styled page: ${winner.label}, after ${ms(winner.dressed)}${compared(winner, rest)}.${never}`;
}

/** @param {readonly Summary[]} lost @param {number} of  How many there are in all. */
function neverStyled(lost, of) {
  return lost.length > 2 && lost.length === of - 1 ? "all others" : lost.map(({ label }) => label).join("; ");
}

/** @param {Summary} winner @param {readonly Summary[]} rest */
function compared(winner, rest) {
  const ties = rest.filter((each) => /** @type {number} */ (each.dressed) <= /** @type {number} */ (winner.dressed) + SAME_MS);
  const later = rest.filter((each) => !ties.includes(each)).map((each) => /** @type {number} */ (each.dressed));
  const shift = `; its layout shift is ${winner.shift.toFixed(2)}`;
  const range = `${ms(Math.min(...later))} to ${ms(Math.max(...later))}`;
  const next = later.length === 0 ? "" : later.length === 1 ? `; the other took ${ms(Math.max(...later))}` : `; the others took ${range}`;
  const level = ties.length === 0 ? "" : `, and level with it, within ${SAME_MS} ms: ${ties.map(({ label }) => label).join("; ")}`;
  return `${level}${shift}${next}`;
}

/** @param {number | null} time */
export function ms(time) {
  return time === null ? "never" : `${Math.round(time)} ms`;
}
