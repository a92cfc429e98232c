/**
 * CGI/1.1 (RFC 3875) as the edge speaks it: a request as environment variables, a program's output as a response.
 * The edge's own is runner/wardian/edge/cgi.py; a test gives both the same requests and outputs.
 */

import { strings } from "./strings.js";

/**
 * `path` begins with a slash and is percent-encoded. `query` has no question mark.
 * @typedef {{method: string, path: string, query: string, headers: [name: string, value: string][], body: string}} Request
 * @typedef {{status: number, headers: [name: string, value: string][], body: Uint8Array}} Response
 * @typedef {{protocol: string, scheme: string, host: string, port: string, client: string, software: string}} Server
 */

/** RFC 9110 section 7.6.1. */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];
const NOT_PASSED = new Set([...HOP_BY_HOP, "content-type", "content-length", "proxy", "proxy-authorization"]);
const REFUSED = new Set([...HOP_BY_HOP, "alt-svc", "strict-transport-security", "x-accel-redirect", "x-sendfile"]);
const ONCE = new Set(["status", "location", "content-type", "content-length"]);
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*$/;
const STATUS = /^([2-5][0-9][0-9])(?: .*)?$/;

/** What the program printed is not a response. */
export class Malformed extends Error {
  /** @param {number} line  From 1. @param {string} reason */
  constructor(line, reason) {
    super(reason);
    this.line = line;
  }
}

/** @param {Request} request @param {Server} server @returns {Record<string, string>} */
export function environment({ method, path, query, headers, body }, server) {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const length = new TextEncoder().encode(body).length;
  return {
    ...passedOn(headers),
    GATEWAY_INTERFACE: "CGI/1.1",
    PATH_INFO: decoded(path),
    QUERY_STRING: query,
    REMOTE_ADDR: server.client,
    REQUEST_METHOD: method,
    REQUEST_SCHEME: server.scheme,
    REQUEST_URI: query === "" ? path : `${path}?${query}`,
    SCRIPT_NAME: "",
    SERVER_NAME: server.host,
    SERVER_PORT: server.port,
    SERVER_PROTOCOL: server.protocol,
    SERVER_SOFTWARE: server.software,
    ...(type === undefined ? {} : { CONTENT_TYPE: type }),
    ...(length === 0 ? {} : { CONTENT_LENGTH: String(length) }),
    ...(server.scheme === "https" ? { HTTPS: "on" } : {}),
  };
}

/** @param {[name: string, value: string][]} headers */
function passedOn(headers) {
  /** @type {Record<string, string>} */
  const variables = {};
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (NOT_PASSED.has(lower) || lower.includes("_")) continue;
    const variable = `HTTP_${name.toUpperCase().replaceAll("-", "_")}`;
    const before = variables[variable];
    variables[variable] = before === undefined ? value : `${before}${lower === "cookie" ? "; " : ", "}${value}`;
  }
  return variables;
}

/** Percent-decoded as UTF-8; what is none is left as it is. @param {string} path */
function decoded(path) {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    new TextDecoder().decode(Uint8Array.from(run.slice(1).split("%"), (digits) => parseInt(digits, 16))),
  );
}

/**
 * Throws Malformed.
 * @param {Uint8Array} output
 * @param {boolean} toHead  Whether the request was HEAD, to which a program may state a length and send no body.
 * @returns {Response}
 */
export function parse(output, toHead) {
  const text = new TextDecoder("latin1").decode(output);
  const end = /\r?\n\r?\n|^\r?\n/.exec(text);
  if (end === null) throw noHeaders(text);
  const headers = headersOf(linesOf(text.slice(0, end.index)));
  return responseOf(headers, output.subarray(end.index + end[0].length), toHead);
}

/** @param {string} text */
function noHeaders(text) {
  if (text === "") return new Malformed(1, strings.noResponse.output);
  const lines = linesOf(text);
  const wrong = lines.findIndex((line) => !HEADER.test(line));
  if (wrong >= 0) return new Malformed(wrong + 1, strings.noResponse.header);
  return new Malformed(lines.length, strings.noResponse.end);
}

/** @param {string} block */
function linesOf(block) {
  return block === "" ? [] : block.replace(/\n$/, "").split("\n").map((line) => line.replace(/\r$/, ""));
}

/** @param {string[]} lines @returns {[name: string, value: string][]} */
function headersOf(lines) {
  /** @type {Set<string>} */
  const seen = new Set();
  return lines.map((line, at) => {
    const [, name = "", value = ""] = HEADER.exec(line) ?? [];
    const lower = name.toLowerCase();
    const reason = refusal(lower, value, seen);
    if (reason !== null) throw new Malformed(at + 1, reason);
    seen.add(lower);
    return [lower, utf8(value)];
  });
}

/** @param {string} name @param {string} value @param {Set<string>} seen */
function refusal(name, value, seen) {
  if (name === "") return strings.noResponse.header;
  if (ONCE.has(name) && seen.has(name)) return strings.noResponse.twice;
  if (REFUSED.has(name)) return strings.noResponse.refused;
  if (name === "set-cookie" && /;\s*domain\s*=/i.test(value)) return strings.noResponse.domain;
  if (name === "status" && !STATUS.test(value)) return strings.noResponse.status;
  return null;
}

/** Bytes that were read as Latin-1. @param {string} text */
function utf8(text) {
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

/** @param {[name: string, value: string][]} headers @param {Uint8Array} body @param {boolean} toHead @returns {Response} */
function responseOf(headers, body, toHead) {
  const given = new Map(headers);
  if (!["content-type", "location", "status"].some((name) => given.has(name))) {
    throw new Malformed(1, strings.noResponse.kind);
  }
  const status = Number(given.get("status")?.slice(0, 3) ?? (given.has("location") ? 302 : 200));
  const bodiless = status === 204 || status === 304;
  if (body.length > 0 && !bodiless && !given.has("content-type")) {
    throw new Malformed(1, strings.noResponse.type);
  }
  const stated = given.get("content-length");
  if (stated !== undefined && !bodiless && !toHead && stated !== String(body.length)) {
    throw new Malformed(1, strings.noResponse.length(stated, body.length));
  }
  const kept = headers.filter(([name]) => name !== "status" && name !== "content-length");
  return { status, headers: kept, body: bodiless ? new Uint8Array() : body };
}
