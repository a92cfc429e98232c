/** The labs by name; each is a module that exports a Lab. */

/** @import {Lab} from "../lab.js" */

/** @type {Readonly<Record<string, () => Promise<Lab>>>} */
export const labs = {
  calls: () => import("./calls/index.js"),
  "css-fix": () => import("./css-fix/index.js"),
  "css-loading": () => import("./css-loading/index.js"),
  "css-quiz": () => import("./css-quiz/index.js"),
  escapes: () => import("./escapes/index.js"),
  grow: () => import("./grow/index.js"),
  imports: () => import("./imports/index.js"),
  memory: () => import("./memory/index.js"),
  "out-of-bounds": () => import("./out-of-bounds/index.js"),
  "recorded-threads": () => import("./recorded-threads/index.js"),
  "shared-buffer": () => import("./shared-buffer/index.js"),
  speed: () => import("./speed/index.js"),
  "start-times": () => import("./start-times/index.js"),
  strings: () => import("./strings/index.js"),
  "two-instances": () => import("./two-instances/index.js"),
  "wat-steps": () => import("./wat-steps/index.js"),
};
