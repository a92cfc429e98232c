/** One request, to a run in this browser and to the edge, with the same bytes of the same build. */

import { ApiError } from "../../api.js";
import { connect } from "../../backend/index.js";
import { Malformed, environment, parse } from "../../cgi.js";
import { send } from "../../exchange.js";
import { languageNamed } from "../../languages/index.js";
import { build } from "../inside/subject.js";
import { runOnce } from "../one-run.js";

/** @import {Build} from "../../api.js" */
/** @import {Source} from "../../backend/index.js" */
/** @import {Request} from "../../cgi.js" */
/** @import {Answer} from "../../exchange.js" */
/** @import {Project} from "../../project.js" */
/** @import {Ran} from "../one-run.js" */

/** `text` is the body of its response, or all that it wrote where that is none. `memory` is in bytes, as far as it is known. @typedef {{status: number | null, text: string, log: string, milliseconds: number[], memory: number | null}} Result */
/**
 * `sha256` is what the page computed of the bytes that it ran, null where the browser computes none here; `served` is
 * what the runner says that it served. `native` is how many bytes of machine code the edge made of it.
 * @typedef {{browser: Result & {ran: Ran}, edge: Result & {started: number[], total: number[]}, size: number, sha256: string | null, served: string, native: number | null}} Both
 */

/** How often each of them runs. */
export const TIMES = 3;

/** The build failed; its diagnostics say why. */
export class Unbuilt extends Error {
  /** @param {Build} result */
  constructor(result) {
    super("the build failed");
    this.result = result;
  }
}

/** Rejects with Unbuilt, ApiError, CannotBuild or Unanswered. @param {Project} project @param {Request} request @param {AbortSignal} signal @returns {Promise<Both>} */
export async function runBoth(project, request, signal) {
  const backend = await connect();
  const { api } = backend;
  if (api === null) throw new ApiError(0, "there is no edge");
  const built = await build(project.source, "release", signal);
  if (built.build.status !== "succeeded") throw new Unbuilt(built.build);
  const bytes = await backend.artifact(built.build, signal);
  const deployment = await api.deployments.create({ build: built.build.id, grants: project.original.grants }, signal);
  try {
    const edge = await onEdge(deployment.url, request, signal);
    const browser = await inBrowser(built.source, bytes, deployment.url, request, signal);
    const { sha256: served = "", native = null } = deployment;
    return { browser, edge, size: bytes.byteLength, sha256: await digestOf(bytes), served, native };
  } finally {
    await api.deployments.remove(deployment.name, deployment.token ?? "");
  }
}

/** @param {Source} source @param {ArrayBuffer} bytes @param {string} url @param {Request} request @param {AbortSignal} signal */
async function inBrowser({ language: name, files, binary = {} }, bytes, url, request, signal) {
  const { hostname, port, protocol, host } = new URL(url);
  const secure = protocol === "https:";
  const server = { protocol: "HTTP/1.1", scheme: secure ? "https" : "http", host: hostname, port: port || (secure ? "443" : "80"), client: "127.0.0.1", software: "Wardian" };
  const headers = /** @type {Request["headers"]} */ ([["host", host], ...request.headers]);
  const invocation = { args: [], env: environment({ ...request, headers }, server), stdin: request.body, ended: true };
  const language = languageNamed(name);
  if (language === null) throw new ApiError(0, name);
  /** @type {Ran[]} */
  const runs = [];
  for (let count = 0; count < TIMES; count++) {
    const program = await language.program({ ...files, ...binary }, async () => bytes.slice(0));
    runs.push(await runOnce(program, invocation, { call: null }, signal));
  }
  const ran = /** @type {Ran} */ (runs[0]);
  const milliseconds = runs.map((run) => run.milliseconds);
  const log = new TextDecoder().decode(ran.output.stderr);
  return { ...response(ran.output.stdout, request), log, milliseconds, memory: ran.inspection?.size ?? null, ran };
}

/** @param {Uint8Array} stdout @param {Request} request */
function response(stdout, { method }) {
  const text = new TextDecoder();
  try {
    const { status, body } = parse(stdout, method === "HEAD");
    return { status, text: text.decode(body) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { status: null, text: text.decode(stdout) };
  }
}

/** @param {string} url @param {Request} request @param {AbortSignal} signal */
async function onEdge(url, request, signal) {
  const accept = /** @type {Request["headers"]} */ ([...request.headers.filter(([name]) => name.toLowerCase() !== "accept"), ["accept", "application/problem+json, */*;q=0.9"]]);
  /** @type {Answer[]} */
  const answers = [];
  for (let count = 0; count < TIMES; count++) {
    answers.push(await send(url, { ...request, headers: accept }));
    signal.throwIfAborted();
  }
  const first = /** @type {Answer} */ (answers[0]);
  const times = (/** @type {string} */ name) => answers.map((answer) => costOf(answer, name)).filter((one) => one !== null);
  return { ...told(first), milliseconds: times("cpu"), started: times("instantiate"), total: times("total"), memory: costOf(first, "memory") };
}

/** What the edge says of a program that wrote no response has all that it wrote. @param {Answer} answer */
function told({ status, headers, body }) {
  const text = new TextDecoder().decode(body);
  const type = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  if (status !== 502 || !type.startsWith("application/problem+json")) return { status, text, log: "" };
  const { stdout = "", stderr = "", detail = "" } = JSON.parse(text);
  return { status: null, text: String(stdout), log: String(stderr || detail) };
}

/** @param {Answer} answer @param {string} name */
function costOf({ receipt }, name) {
  const cost = receipt.find((one) => one.name === name);
  return cost === undefined ? null : "milliseconds" in cost ? cost.milliseconds : cost.amount;
}

/** In hexadecimal; null where the browser computes none: on a page that is not secure. @param {ArrayBuffer} bytes */
export async function digestOf(bytes) {
  if (globalThis.crypto?.subtle === undefined) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
