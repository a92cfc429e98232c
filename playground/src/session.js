/** What the buttons do: build, run, deploy, stop. Each task ends when its signal is aborted; `stop` aborts it. */

import { ApiError } from "./api.js";
import { CannotBuild } from "./backend/compiler.js";
import { deploy } from "./deploy.js";
import { explain } from "./explain.js";
import { languageNamed } from "./languages/index.js";
import { IDLE, next } from "./machine.js";
import { strings } from "./strings.js";

/** @import {Build} from "./api.js" */
/** @import {Diagnostic} from "./api.js" */
/** @import {Wishes} from "./deployment/calls.js" */
/** @import {Backend} from "./backend/index.js" */
/** @import {Event, Purpose, State} from "./machine.js" */
/** @import {Invocation, Program, Stream, Wanted} from "./messages.js" */
/** @import {News} from "./news.js" */
/** @import {Original, Project} from "./project.js" */
/** @import {Runtime} from "./runtime.js" */

/**
 * What a session shows its results on.
 * @typedef {object} Screen
 * @property {(state: State) => void} state
 * @property {() => void} clear
 * @property {(stream: Stream, bytes: Uint8Array) => void} output
 * @property {(text: string) => void} result  One sentence on how it went.
 * @property {(text: string) => void} failure  One sentence on why it could not go.
 * @property {(diagnostics: Diagnostic[], log: string) => void} problems
 */

export class Session {
  #connect;
  #runtime;
  #screen;
  #news;
  /** @type {State} */
  #state = IDLE;
  #task = new AbortController();
  /** What is wanted of each run besides its output. @type {Wanted | null} */
  wanted = null;

  /**
   * @param {() => Promise<Backend>} connect
   * @param {() => Promise<Runtime>} runtime
   * @param {Screen} screen
   * @param {News} news
   */
  constructor(connect, runtime, screen, news) {
    this.#connect = connect;
    this.#runtime = runtime;
    this.#screen = screen;
    this.#news = news;
  }

  get idle() {
    return this.#state.at === "idle";
  }

  /**
   * @param {Project} project
   * @param {string} typed  Input that was given beforehand.
   * @param {Original["run"]} [run]  How it is started, if not as its author says.
   */
  async run(project, typed, run = project.run) {
    await this.#begin("run", async (signal) => {
      const language = languageNamed(project.language);
      const build = await this.#build(project, "debug", signal);
      if (language === null || build === null) return;
      const backend = await this.#connect();
      const program = await language.program({ ...project.files, ...project.binary }, () => backend.artifact(build, signal));
      signal.throwIfAborted();
      const ended = run.ended === true || project.original.kind === "handler";
      await this.#execute(program, { ...run, stdin: run.stdin + typed, ended }, signal);
    });
  }

  /** What the program has printed stays where it is. @param {Project} project @param {Wishes} wishes */
  async deploy(project, wishes) {
    const content = project.content;
    await this.#begin("deploy", async (signal) => {
      const build = await this.#build(project, "release", signal);
      if (build === null) return;
      const { api } = await this.#connect();
      if (api === null) return;
      const deployment = await deploy(api.deployments, project.original.key, { ...wishes, build: build.id }, signal);
      this.#news.deployed.emit({ deployment, project, content });
      this.#screen.result(strings.deployed(deployment.version));
    });
  }

  /**
   * Ends whatever goes on, at once. The program's worker is terminated; nothing it does can prevent that. What the
   * runner has begun it may finish; nobody waits for it.
   */
  stop() {
    if (this.idle) return;
    const { at } = this.#state;
    this.#task.abort();
    if (at === "loading" || at === "running") this.#runtime().then((runtime) => runtime.stop(), () => {});
    this.#happen({ type: "stop" });
    this.#screen.result(stoppedAt(at));
  }

  /** @param {string} text */
  async input(text) {
    this.#happen({ type: "input" });
    (await this.#runtime()).input(text);
  }

  async endInput() {
    this.#happen({ type: "input" });
    (await this.#runtime()).endInput();
  }

  /** @param {Purpose} purpose @param {(signal: AbortSignal) => Promise<void>} task */
  async #begin(purpose, task) {
    if (!this.idle) return;
    const { signal } = (this.#task = new AbortController());
    this.#news.began.emit(purpose);
    if (purpose === "run") this.#screen.clear();
    else this.#screen.problems([], "");
    this.#happen({ type: "build", purpose });
    try {
      await task(signal);
    } catch (error) {
      if (!signal.aborted) this.#screen.failure(reasonOf(error));
    }
    if (!signal.aborted) this.#happen({ type: "done" });
  }

  /** @param {Project} project @param {"debug" | "release"} profile @param {AbortSignal} signal */
  async #build({ source }, profile, signal) {
    const backend = await this.#connect();
    const build = await backend.build(source, profile, signal, (progress) => {
      if (!signal.aborted) this.#happen("done" in progress ? { type: "fetching", ...progress } : { type: "queued", ...progress });
    });
    this.#screen.problems(build.diagnostics, build.log);
    this.#news.built.emit({ build, source, profile });
    if (build.status === "succeeded") {
      this.#happen({ type: "built" });
      return build;
    }
    this.#screen.result(failureOf(build));
    return null;
  }

  /** Resolves when the program has ended. @param {Program} program @param {Invocation} invocation @param {AbortSignal} signal */
  async #execute(program, invocation, signal) {
    const runtime = await this.#runtime();
    signal.throwIfAborted();
    const { promise, resolve } = withResolvers();
    signal.addEventListener("abort", () => resolve(), { once: true });
    await runtime.run(program, invocation, {
      started: () => this.#happen({ type: "started" }),
      output: (stream, bytes) => this.#screen.output(stream, bytes),
      waiting: () => this.#happen({ type: "waiting" }),
      inspected: (inspection) => this.#news.inspected.emit(inspection),
      ended: (ending, milliseconds, memory) => {
        this.#screen.result([explain(ending, milliseconds), ...(memory ? [strings.peakMemory(memory)] : [])].join(" "));
        this.#news.ended.emit({ ending, milliseconds });
        resolve();
      },
    }, this.wanted);
    await promise;
  }

  /** @param {Event} event */
  #happen(event) {
    this.#state = next(this.#state, event);
    this.#screen.state(this.#state);
    this.#news.state.emit(this.#state);
  }
}

/** @param {State["at"]} at */
function stoppedAt(at) {
  if (at === "building") return strings.stoppedBuild;
  return at === "deploying" ? strings.stoppedDeploy : strings.stopped;
}

/** @param {unknown} error */
export function reasonOf(error) {
  if (error instanceof CannotBuild) return error.message;
  if (!(error instanceof ApiError)) return strings.frameMissing;
  return error.status === 0 ? strings.unreachable : strings.refused(error.message);
}

/** What is said of a build that failed. @param {Pick<Build, "diagnostics">} build */
export function failureOf({ diagnostics }) {
  return strings.buildFailed(diagnostics.filter(({ severity }) => severity === "error").length);
}

/** @returns {{promise: Promise<void>, resolve: () => void}} */
function withResolvers() {
  let resolve = () => {};
  const promise = /** @type {Promise<void>} */ (new Promise((done) => (resolve = () => done())));
  return { promise, resolve };
}
