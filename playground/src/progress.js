/** What the status line says while something goes on, and before. */

import { strings } from "./strings.js";

/** @import {State} from "./machine.js" */

/** A screen that is touched has no key to name. */
export function ready() {
  return matchMedia("(hover: hover)").matches ? strings.readyWithKeys : strings.ready;
}

/** @param {Exclude<State, {at: "idle"}>} state */
export function progressOf(state) {
  switch (state.at) {
    case "building":
      if (state.fetching !== null) return strings.fetching(state.fetching.done, state.fetching.total);
      return state.position === null ? strings.building : strings.queued(state.position, state.wait);
    case "loading":
      return strings.loading;
    case "running":
      return state.waiting ? strings.waiting : strings.running;
    case "deploying":
      return strings.deploying;
  }
}
