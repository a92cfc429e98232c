/**
 * What the playground is doing. `next` is the whole of its behaviour over time; session.js has the effects.
 *
 *   idle ──build──▶ building ──built──▶ loading ──started──▶ running ──▶ idle
 *                      └──────built──▶ deploying ──▶ idle
 *
 * Stop leads from everywhere to idle.
 */

/** @typedef {"run" | "deploy"} Purpose */

/**
 * `position` is the place in the queue, from 1, or null when the build has begun; `wait` is for how many seconds, if that
 * is known. `fetching` is how many bytes of the
 * compiler are here, where it has to be fetched first.
 * `waiting` tells that the program reads its input and there is none.
 * @typedef {{at: "idle"} | {at: "building", purpose: Purpose, position: number | null, wait: number | null,
 *   fetching: {done: number, total: number} | null} | {at: "loading"}
 *   | {at: "running", waiting: boolean} | {at: "deploying"}} State
 */

/**
 * @typedef {{type: "build", purpose: Purpose} | {type: "queued", position: number | null, wait: number | null}
 *   | {type: "fetching", done: number, total: number} | {type: "built"}
 *   | {type: "started"} | {type: "waiting"} | {type: "input"} | {type: "done"} | {type: "stop"}} Event
 */

/** @type {State} */
export const IDLE = { at: "idle" };

/** @param {State} state @param {Event} event @returns {State} */
export function next(state, event) {
  if (event.type === "stop" || event.type === "done") return IDLE;
  switch (state.at) {
    case "idle":
      if (event.type !== "build") return state;
      return { at: "building", purpose: event.purpose, position: null, wait: null, fetching: null };
    case "building":
      if (event.type === "queued") return { ...state, position: event.position, wait: event.wait, fetching: null };
      if (event.type === "fetching") return { ...state, fetching: { done: event.done, total: event.total } };
      if (event.type === "built") return state.purpose === "run" ? { at: "loading" } : { at: "deploying" };
      return state;
    case "loading":
      return event.type === "started" ? { at: "running", waiting: false } : state;
    case "running":
      if (event.type === "waiting") return { at: "running", waiting: true };
      if (event.type === "input") return { at: "running", waiting: false };
      return state;
    case "deploying":
      return state;
  }
}
