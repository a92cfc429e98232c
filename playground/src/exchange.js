/** Sends one request to a program: to its run in this browser, or over the network to the edge. */

import { Malformed, environment, parse } from "./cgi.js";
import { strings } from "./strings.js";

/** @import {Request, Server} from "./cgi.js" */
/** @import {Original} from "./project.js" */
/** @import {Recorder} from "./recorder.js" */

/**
 * `log` is what the program wrote to standard error, null where it cannot be known. `receipt` is what the edge says
 * the request cost.
 * @typedef {{status: number, headers: [name: string, value: string][], body: Uint8Array, log: string | null,
 *   milliseconds: number, receipt: Cost[]}} Answer
 */

/** An entry of Server-Timing: milliseconds, or a number of what its name says. @typedef {{name: string, milliseconds: number} | {name: string, amount: number}} Cost */

/** Longer than the edge gives a request. */
const PATIENCE_S = 30;

/** What a page may not set (Fetch standard, section 2.2.2); a browser leaves it out without a word. */
const KEPT_BACK = /^(accept-(charset|encoding)|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;

/** There was no answer; the message says why. */
export class Unanswered extends Error {}

/** What a program is told about the browser that stands in for the edge. @returns {Server} */
function server() {
  const { hostname, port, protocol } = location;
  const scheme = protocol === "https:" ? "https" : "http";
  const standard = scheme === "https" ? "443" : "80";
  return { protocol: "HTTP/1.1", scheme, host: hostname, port: port || standard, client: "127.0.0.1", software: "Wardian" };
}

/** How a run stands for a request. @param {Request} request @returns {Original["run"]} */
export function asRun(request) {
  const headers = /** @type {Request["headers"]} */ ([["host", location.host], ...request.headers]);
  return { args: [], stdin: request.body, env: environment({ ...request, headers }, server()) };
}

/** Reads the response off a run. Throws Unanswered. @param {Request} request @param {Recorder} run @param {number} milliseconds @returns {Answer} */
export function answered(request, run, milliseconds) {
  const log = run.text("stderr");
  try {
    const { status, headers, body } = parse(run.bytes("stdout"), request.method === "HEAD");
    return { status, headers, body: request.method === "HEAD" ? new Uint8Array() : body, log, milliseconds, receipt: [] };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new Unanswered(strings.malformed(error.line, error.message));
  }
}

/** Throws Unanswered. @param {string} url @param {Request} request @returns {Promise<Answer>} */
export async function send(url, { method, path, query, headers, body }) {
  const target = new URL(query === "" ? path : `${path}?${query}`, url);
  const keptBack = headers.find(([name]) => KEPT_BACK.test(name));
  if (keptBack !== undefined) throw new Unanswered(strings.deployment.keptBack(keptBack[0]));
  if (body !== "" && (method === "GET" || method === "HEAD")) throw new Unanswered(strings.deployment.noBody(method));
  const began = performance.now();
  try {
    const response = await fetch(target, {
      method,
      headers,
      body: body === "" ? null : body,
      credentials: "omit",
      redirect: "follow",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_S * 1000),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const milliseconds = performance.now() - began;
    const receipt = timings(response.headers.get("Server-Timing"));
    return { status: response.status, headers: [...response.headers], body: bytes, log: null, milliseconds, receipt };
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") throw new Unanswered(strings.edgeSlow(target.host, PATIENCE_S));
    throw new Unanswered(strings.edgeSilent(target.host, error instanceof Error ? error.message : String(error)));
  }
}

/** The header of the Server Timing specification (W3C). @param {string | null} header @returns {Cost[]} */
export function timings(header) {
  return (header ?? "").split(",").flatMap(costOf);
}

/** @param {string} metric @returns {Cost[]} */
function costOf(metric) {
  const [name = "", ...parameters] = metric.split(";").map((part) => part.trim());
  const duration = valueOf(parameters, "dur");
  if (duration !== null) return [{ name, milliseconds: Number(duration) }];
  const amount = /\d+/.exec(valueOf(parameters, "desc") ?? "");
  return amount === null ? [] : [{ name, amount: Number(amount[0]) }];
}

/** @param {string[]} parameters @param {string} name */
function valueOf(parameters, name) {
  const found = parameters.find((parameter) => parameter.toLowerCase().startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}
