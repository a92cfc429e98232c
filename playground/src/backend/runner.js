/** A runner builds. Its edge serves the frame to its own site alone; another site makes a frame of its own. */

import { Api, ApiError } from "../api.js";
import { Sandbox } from "../sandbox.js";
import { strings } from "../strings.js";
import { ownFrame, servedFrame } from "./frames.js";

/** @import {Build} from "../api.js" */
/** @import {Backend, Progress, Source} from "./index.js" */

/** @implements {Backend} */
export class RunnerBackend {
  /** @param {string} runner */
  constructor(runner) {
    this.runner = runner;
    this.api = new Api(runner);
    this.sandbox = new Sandbox(runner === "" ? servedFrame(async () => (await this.api.config()).frame) : ownFrame());
  }

  languages() {
    return this.api.languages();
  }

  /**
   * @param {Source} source
   * @param {"debug" | "release"} profile
   * @param {AbortSignal} signal
   * @param {(progress: Progress) => void} watch
   */
  build({ language, files }, profile, signal, watch) {
    return this.api.build({ language, files, profile }, signal, (position, wait) => watch({ position, wait }));
  }

  /** @param {Build} build @param {AbortSignal} signal */
  async artifact({ artifact }, signal) {
    if (artifact === null) throw new ApiError(404, strings.buildFailed(0));
    return this.api.artifact(artifact.url, signal);
  }
}
