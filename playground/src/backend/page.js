/**
 * The page builds by itself. A program of the site that nobody edited is there already; C and WAT are compiled in
 * workers of the page, Python is its sources, and Rust takes a runner.
 */

import { ApiError } from "../api.js";
import { Sandbox } from "../sandbox.js";
import { strings } from "../strings.js";
import { bounded, boundedLog } from "./bounds.js";
import { CannotBuild } from "./compiler.js";
import { ownFrame } from "./frames.js";
import { prebuilt } from "./prebuilt.js";

/** @import {Build, Diagnostic, LanguageStatus, Project} from "../api.js" */
/** @import {Backend, Progress, Source} from "./index.js" */

/** @typedef {{module: Uint8Array<ArrayBuffer> | null, diagnostics: Diagnostic[], log: string}} Compilation */

/**
 * @typedef {(source: Source, profile: "debug" | "release", signal: AbortSignal,
 *   watch: (progress: Progress) => void) => Promise<Compilation>} Compile
 */

/**
 * What a language's compiler says without being stopped halfway, which would cost the next build its compiler; null if it
 * is not here yet.
 * @typedef {(project: Project) => Promise<Diagnostic[] | null>} Check
 */

/** @type {Readonly<Record<string, () => Promise<Check>>>} */
const checks = {
  c: async () => (await import("./page-c.js")).checkC,
  wat: async () => (await import("./page-wat.js")).checkWat,
};

/** The compilers are chunks of their own, loaded when needed. @type {Readonly<Record<string, () => Promise<Compile>>>} */
const compilers = {
  c: async () => (await import("./page-c.js")).compileC,
  wat: async () => (await import("./page-wat.js")).assembleWat,
  python: async () => async () => ({ module: new Uint8Array(), diagnostics: [], log: "" }),
};

/** @type {LanguageStatus[]} */
const LANGUAGES = ["c", "rust", "python", "wat"].map((name) => ({ name, version: null, available: true, reason: null }));

/** @implements {Backend} */
export class PageBackend {
  runner = null;
  api = null;
  sandbox = new Sandbox(ownFrame());
  /** @type {WeakMap<Build, Uint8Array<ArrayBuffer>>} */
  #modules = new WeakMap();

  async languages() {
    return LANGUAGES;
  }

  /**
   * Rejects with CannotBuild when it takes a runner.
   * @param {Source} source
   * @param {"debug" | "release"} profile
   * @param {AbortSignal} signal
   * @param {(progress: Progress) => void} watch
   * @returns {Promise<Build>}
   */
  async build(source, profile, signal, watch) {
    watch({ position: null, wait: null });
    const began = performance.now();
    const { module, diagnostics, log } = await this.#compile(source, profile, signal, watch);
    signal.throwIfAborted();
    const timings = { build: performance.now() - began };
    /** @type {Build} */
    const build = { ...UNBUILT, status: module === null ? "failed" : "succeeded", diagnostics, log, timings };
    if (module !== null) this.#modules.set(build, module);
    return build;
  }

  /** @param {Source} source @param {"debug" | "release"} profile @param {AbortSignal} signal @param {(progress: Progress) => void} watch @returns {Promise<Compilation>} */
  async #compile(source, profile, signal, watch) {
    const ready = source.prebuilt === undefined ? null : await prebuilt(source.prebuilt, signal);
    if (ready !== null) return { module: ready, diagnostics: [], log: "" };
    const compile = await compilers[source.language]?.();
    if (compile === undefined) throw new CannotBuild(strings.needsRunner(source.language));
    const { module, diagnostics, log } = await compile(source, profile, signal, watch);
    return { module, diagnostics: bounded(diagnostics), log: boundedLog(log) };
  }

  /** Who types on hears nothing of it. @param {Project} project @param {string} _editor @param {AbortSignal} signal */
  async check(project, _editor, signal) {
    const check = await checks[project.language]?.();
    signal.throwIfAborted();
    return check === undefined ? null : check(project);
  }

  /** @param {Build} build */
  async artifact(build) {
    const module = this.#modules.get(build);
    if (module === undefined) throw new ApiError(404, strings.buildFailed(0));
    return module.slice().buffer;
  }

  /** @param {Build} build @param {AbortSignal} signal */
  async text(build, signal) {
    const { disassembled } = await import("./page-wat.js");
    return disassembled(await this.artifact(build), signal);
  }
}

const UNBUILT = { id: "", position: null, wait: null, artifact: null, cached: false };
