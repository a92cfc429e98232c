/** Builds are made by a runner. */

import { Api, ApiError } from "../api.js";
import { strings } from "../strings.js";

/** @import {Build, Project} from "../api.js" */
/** @import {Backend} from "./index.js" */

/** @implements {Backend} */
export class RunnerBackend {
  /** @param {string} runner */
  constructor(runner) {
    this.runner = runner;
    this.api = new Api(runner);
  }

  languages() {
    return this.api.languages();
  }

  /**
   * @param {Project} project
   * @param {"debug" | "release"} profile
   * @param {AbortSignal} signal
   * @param {(position: number | null) => void} watch
   */
  build({ language, files }, profile, signal, watch) {
    return this.api.build({ language, files, profile }, signal, watch);
  }

  /** @param {Build} build @param {AbortSignal} signal */
  async artifact({ artifact }, signal) {
    if (artifact === null) throw new ApiError(404, strings.buildFailed(0));
    return this.api.artifact(artifact.url, signal);
  }

  async frame() {
    return (await this.api.config()).frame;
  }
}
