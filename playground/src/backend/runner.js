/** A runner builds. Its edge serves the frame to its own site's pages alone; others, and those in others, make one of their own. */

import { Api, ApiError } from "../api.js";
import { Sandbox } from "../sandbox.js";
import { strings } from "../strings.js";
import { isFramed, ownFrame, servedFrame } from "./frames.js";

/** @import {Build, Project} from "../api.js" */
/** @import {Backend, Progress, Source} from "./index.js" */

/** @implements {Backend} */
export class RunnerBackend {
  /** @param {string} runner */
  constructor(runner) {
    this.runner = runner;
    this.api = new Api(runner);
    this.sandbox = new Sandbox(runner === "" && !isFramed ? servedFrame(async () => (await this.api.config()).frame) : ownFrame());
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
  build({ language, files, binary }, profile, signal, watch) {
    return this.api.build({ language, files, binary, profile }, signal, (position, wait) => watch({ position, wait }));
  }

  /** @param {Project} project @param {string} editor @param {AbortSignal} signal */
  check(project, editor, signal) {
    return this.api.check({ ...project, editor }, signal);
  }

  /** @param {Build} build @param {AbortSignal} signal */
  async artifact({ artifact }, signal) {
    if (artifact === null) throw new ApiError(404, strings.buildFailed(0));
    return this.api.artifact(artifact.url, signal);
  }

  /** @param {Build} build @param {AbortSignal} signal */
  async text({ artifact }, signal) {
    if (artifact === null) throw new ApiError(404, strings.buildFailed(0));
    return new TextDecoder().decode(await this.api.artifact(artifact.url.replace(/\.wasm$/, ".wat"), signal));
  }
}
