/** The deployment of the project that is shown, and what its owner does with it. */

import { connect } from "../../backend/index.js";
import { disown, ownedOf } from "../../deploy.js";
import { ApiError } from "../../http.js";
import { differing } from "../../project.js";
import { reasonOf } from "../../session.js";
import { Topic } from "../../topic.js";
import { strings } from "../../strings.js";
import { unlikely } from "./unlikely.js";

/** @import {Api} from "../../api.js" */
/** @import {Owned} from "../../deploy.js" */
/** @import {Deployment, Version, Wishes} from "../../deployment/calls.js" */
/** @import {Content, Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */

/**
 * How it stands: there is no runner; it was never deployed; the runner is being asked, or does not answer; it answers
 * requests; its time is up; whoever runs the edge has blocked it; somebody removed it.
 * @typedef {"no-runner" | "none" | "asking" | "silent" | "live" | "expired" | "blocked" | "lost"} Standing
 */

export class Upkeep {
  #bench;
  /** @type {Api | null} */
  #api = null;
  /** @type {Project | null} */
  #project = null;
  /** What was deployed, where this page did it. @type {Content | null} */
  #served = null;
  /** @type {Standing} */
  standing = "asking";
  /** @type {Owned | null} */
  owned = null;
  /** @type {Deployment | null} */
  deployment = null;
  /** Why the runner tells nothing of it, in its words. */
  why = "";
  /** Why the edge would not take what the program printed last; the empty string if it would. */
  hint = "";
  /** It stands otherwise now, or is another one. @type {Topic<void>} */
  changed = new Topic();
  /** It answers requests otherwise from now on. @type {Topic<void>} */
  swapped = new Topic();

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
    bench.news.opened.on((project) => this.#open(project));
    bench.news.ended.on(() => {
      this.hint = unlikely(bench.record);
      this.changed.emit();
    });
    bench.news.deployed.on(({ deployment, project, content }) => {
      if (project !== this.#project) return;
      this.#served = content;
      this.owned = ownedOf(project.original.key, this.#api?.deployments.runner ?? "");
      this.#show("live", deployment);
      this.swapped.emit();
    });
  }

  get calls() {
    if (this.#api === null) throw new ApiError(0, strings.unreachable);
    return this.#api.deployments;
  }

  /** Whether the text is not what was deployed; false where that is not known. */
  get outdated() {
    return this.#project !== null && this.#served !== null && differing(this.#project.content, this.#served).length > 0;
  }

  async limits() {
    return (await this.#api?.config())?.limits ?? {};
  }

  /** Asks the runner how it stands. */
  async look() {
    const project = this.#project;
    this.#api = (await connect()).api;
    if (project === null || project !== this.#project) return;
    if (this.#api === null) return this.#show("no-runner");
    this.owned = ownedOf(project.original.key, this.calls.runner);
    if (this.owned === null) return this.#show("none");
    this.#show("asking");
    const { standing, deployment, why } = await found(this.#api, this.owned.name);
    if (project !== this.#project) return;
    this.why = why;
    if (standing === "lost") this.#forget();
    this.#show(standing, deployment);
  }

  /** For as long as is wanted. @param {number | null} ttl  In seconds, null for what the runner gives. */
  async renew(ttl) {
    const deployment = await this.#act(({ name, token }) => this.calls.renew(name, token, ttl ?? undefined));
    if (deployment === null) return;
    this.#show("live", deployment);
    this.#say(strings.deployment.renewed(new Date(deployment.expires_at)));
  }

  /** Without a build: the program stays. Resolves to whether it worked. @param {Wishes} wishes */
  async apply(wishes) {
    const deployment = await this.#act(({ name, token }) => this.calls.swap(name, token, wishes));
    if (deployment === null) return false;
    this.#show("live", deployment);
    this.swapped.emit();
    this.#say(strings.deployment.applied(deployment.version));
    return true;
  }

  /** @param {number} version */
  async rollBack(version) {
    const deployment = await this.#act(({ name, token }) => this.calls.rollBack(name, token, version));
    if (deployment === null) return;
    this.#served = null;
    this.#show("live", deployment);
    this.swapped.emit();
    this.#say(strings.deployment.rolledBack(version, deployment.version));
  }

  async remove() {
    const key = this.#project?.original.key ?? "";
    this.#say(strings.deployment.removing);
    const removed = await this.#act(async ({ name, token }) => {
      await this.calls.remove(name, token);
      disown(key);
      return true;
    });
    if (removed === null) return;
    this.#forget();
    this.#show("none");
    this.#say(strings.deployment.removed);
  }

  /** Newest first; null if they cannot be had. @returns {Promise<Version[] | null>} */
  async versions() {
    if (this.owned === null) return null;
    return this.calls.versions(this.owned.name, this.owned.token).catch((error) => {
      if (!(error instanceof ApiError)) throw error;
      return null;
    });
  }

  /** Resolves to null where it did not work, which is told, or another project is shown by now. @template T @param {(owned: Owned) => Promise<T>} act @returns {Promise<T | null>} */
  async #act(act) {
    const project = this.#project;
    if (this.owned === null) return null;
    try {
      const result = await act(this.owned);
      return project === this.#project ? result : null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#bench.view.failure(reasonOf(error));
      if (project === this.#project && error.status in REFUSED) await this.look();
      return null;
    }
  }

  /** @param {Project} project */
  async #open(project) {
    if (project === this.#project) return;
    this.#project = project;
    this.#served = null;
    this.owned = null;
    this.hint = "";
    await this.look();
  }

  #forget() {
    if (this.#project !== null) disown(this.#project.original.key);
    this.owned = null;
    this.#served = null;
  }

  /** @param {Standing} standing @param {Deployment | null} [deployment] */
  #show(standing, deployment = null) {
    this.standing = standing;
    this.deployment = deployment;
    this.changed.emit();
  }

  /** @param {string} text */
  #say(text) {
    this.#bench.view.result(text);
  }
}

/** @type {Record<number, Standing>} */
const REFUSED = { 403: "blocked", 404: "lost", 410: "expired" };

/** @param {Api} api @param {string} name @returns {Promise<{standing: Standing, deployment: Deployment | null, why: string}>} */
async function found({ deployments }, name) {
  try {
    return { standing: "live", deployment: await deployments.find(name), why: "" };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { standing: REFUSED[error.status] ?? "silent", deployment: null, why: error.message };
  }
}
