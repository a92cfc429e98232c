/** Measures how a page comes up, from outside of it: so it can also be one in which no script may run. */

import { lookOf } from "./looks.js";
import { capture } from "./picture.js";
import { placesOf, shiftBetween } from "./shift.js";
import { open } from "./stage.js";

/** @import {Look} from "./looks.js" */
/** @import {Picture} from "./picture.js" */
/** @import {Places} from "./shift.js" */
/** @import {Circumstances} from "./stage.js" */
/** @import {Variant} from "./variants.js" */

/** @typedef {{at: number, look: Exclude<Look, "blank">, picture: Picture | null}} Change */
/** @typedef {{name: string, start: number, end: number, status: number, blocking: string}} Load */

/**
 * @typedef {object} Measurement  Times in ms since the page was asked for; null: not in this run.
 * @property {number} painted  First contentful paint.
 * @property {number | null} dressed  First painted with any style sheet.
 * @property {number | null} styled  First painted with the slow one.
 * @property {number} shift  The sum of the layout shifts' scores.
 * @property {boolean} estimated  Whether the shift is from sampled rectangles, since the browser reports none.
 * @property {readonly Change[]} changes  Each look that the page took on.
 * @property {readonly Load[]} loads
 * @property {number} ended
 */

const QUIET_MS = 400;
const PATIENCE_MS = 4000;

/** Pages are measured one after the other, whatever asks for it. @type {Promise<unknown>} */
let last = Promise.resolve();

/**
 * @param {HTMLElement} stage
 * @param {string} folder
 * @param {Pick<Variant, "head" | "end">} markup
 * @param {Circumstances} circumstances
 * @param {AbortSignal} signal
 * @returns {Promise<Measurement>}  Rejects when the page did not come, or was never painted.
 */
export function measure(stage, folder, markup, circumstances, signal) {
  const turn = last.then(() => {
    signal.throwIfAborted();
    stage.scrollIntoView({ block: "nearest", behavior: "instant" }); // what is out of sight is not painted
    const frame = open(stage, folder, markup, circumstances);
    return watch(frame, circumstances.delay, signal);
  });
  last = turn.catch(() => undefined);
  return turn;
}

/** @param {HTMLIFrameElement} frame @param {number} delay @param {AbortSignal} signal @returns {Promise<Measurement>} */
async function watch(frame, delay, signal) {
  const page = new Page();
  const limit = performance.now() + 2 * delay + PATIENCE_MS;
  for (;;) {
    await nextFrame();
    signal.throwIfAborted();
    const view = /** @type {(Window & typeof globalThis) | null} */ (frame.contentWindow);
    if (view !== null && view.document.URL === "about:blank") {
      if (performance.now() > limit) throw new Error("The page did not come.");
      continue;
    }
    if (view === null) throw new Error("The frame was taken away.");
    page.look(view);
    if (page.isDone(view, delay) || performance.now() > limit) return page.result(view);
  }
}

function nextFrame() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

class Page {
  /** @type {Change[]} */
  #changes = [];
  /** Where things were at the last change. @type {Places} */
  #places = new Map();
  /** @type {PerformanceEntry[]} */
  #shifts = [];
  #estimate = 0;
  /** @type {PerformanceObserver | null} */
  #observer = null;

  /**
   * Until something is painted only the style sheets are looked at: to ask for a place or a computed size would make the
   * browser lay the page out, which it then counts as moved when the style sheet comes.
   * @param {Window & typeof globalThis} view
   */
  look(view) {
    this.#observer ??= this.#observe(view);
    const look = lookOf(view.document);
    let change = this.#changes.at(-1);
    if (change?.look !== look) this.#changes.push((change = { at: view.performance.now(), look, picture: null }));
    if (paintOf(view) === null || view.document.body === null) return;
    const places = placesOf(view.document);
    if (change.picture !== null) {
      if (same(this.#places, places)) return;
      this.#changes.push((change = { at: view.performance.now(), look, picture: null }));
    }
    this.#estimate += shiftBetween(this.#places, places, view.innerWidth, view.innerHeight);
    this.#places = places;
    change.picture = capture(view);
  }

  /** @param {Window & typeof globalThis} view @param {number} delay */
  isDone(view, delay) {
    const [navigation] = view.performance.getEntriesByType("navigation");
    const now = view.performance.now();
    const loaded = navigation !== undefined && /** @type {PerformanceNavigationTiming} */ (navigation).loadEventEnd > 0;
    return loaded && paintOf(view) !== null && now > delay + QUIET_MS && now > (this.#changes.at(-1)?.at ?? 0) + QUIET_MS;
  }

  /** @param {Window & typeof globalThis} view @returns {Measurement} */
  result(view) {
    const painted = paintOf(view);
    if (painted === null) throw new Error("The page was not painted. Keep its frame on the screen, and run it again.");
    const estimated = this.#observer === null;
    this.#shifts.push(...(this.#observer?.takeRecords() ?? []));
    this.#observer?.disconnect();
    /** @param {(look: Look) => boolean} wanted */
    const when = (wanted) => {
      const change = this.#changes.find(({ look }) => wanted(look));
      return change === undefined ? null : Math.max(change.at, painted);
    };
    return {
      painted,
      dressed: when((look) => look !== "bare"),
      styled: when((look) => look === "styled"),
      shift: estimated ? this.#estimate : seenShift(this.#shifts, painted),
      estimated,
      changes: this.#changes,
      loads: loadsOf(view.performance),
      ended: view.performance.now(),
    };
  }

  /** @param {Window & typeof globalThis} view */
  #observe({ PerformanceObserver }) {
    if (!PerformanceObserver.supportedEntryTypes.includes("layout-shift")) return null;
    const observer = new PerformanceObserver((list) => this.#shifts.push(...list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    return observer;
  }
}

/** @param {Window} view @returns {number | null} */
function paintOf({ performance }) {
  return performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
}

/**
 * The sum of the shifts that somebody could see: a browser may also count what moved before anything was painted.
 * @param {readonly PerformanceEntry[]} shifts @param {number} painted
 */
function seenShift(shifts, painted) {
  const seen = shifts.filter(({ startTime }) => startTime > painted);
  return seen.reduce((sum, shift) => sum + /** @type {PerformanceEntry & {value: number}} */ (shift).value, 0);
}

/** @param {Places} before @param {Places} after */
function same(before, after) {
  if (before.size !== after.size) return false;
  return [...after].every(([element, { x, y, width, height }]) => {
    const old = before.get(element);
    return old !== undefined && old.x === x && old.y === y && old.width === width && old.height === height;
  });
}

/** @param {Performance} performance @returns {Load[]} */
function loadsOf(performance) {
  const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  return entries.map((entry) => {
    const timing = /** @type {PerformanceResourceTiming & {renderBlockingStatus?: string}} */ (entry);
    return {
      name: timing.name.slice(timing.name.lastIndexOf("/") + 1),
      start: timing.startTime,
      end: timing.responseEnd,
      status: timing.responseStatus,
      blocking: timing.entryType === "navigation" ? "" : (timing.renderBlockingStatus ?? ""),
    };
  });
}
