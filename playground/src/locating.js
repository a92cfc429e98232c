/** Leads from a run that failed to the line it came from, and names the package that it missed. */

import { connect } from "./backend/index.js";
import { missing } from "./packages.js";

/** @import {Build} from "./api.js" */
/** @import {Ending} from "./messages.js" */
/** @import {News} from "./news.js" */
/** @import {Project} from "./project.js" */
/** @import {Recorder} from "./recorder.js" */
/** @import {View} from "./view.js" */

/** How long the module may take to come again. */
const TIMEOUT_MS = 10_000;

/** @param {{news: News, record: Recorder, view: View, project: () => Project | null}} desk */
export function locate({ news, record, view, project }) {
  /** @type {Build | null} */
  let made = null;

  /** @param {Project} failed @param {Build} build @param {Ending} ending */
  async function follow({ files, language }, build, ending) {
    const { whereabouts } = await import("./whereabouts.js");
    const errors = record.text("stderr");
    const artifact = async () => (await connect()).artifact(build, AbortSignal.timeout(TIMEOUT_MS));
    const place = await whereabouts(ending, { errors, paths: Object.keys(files), artifact });
    const hint = language === "python" ? await missing(errors) : null;
    if (build !== made) return;
    if (place !== null) view.whereabouts(place);
    if (hint !== null) view.add(hint);
  }

  news.built.on(({ build }) => (made = build));
  news.ended.on(({ ending }) => {
    const failed = project();
    if (failed !== null && made !== null && !(ending.how === "exited" && ending.code === 0)) follow(failed, made, ending);
  });
}
