/** A project as the text that a link carries: canonical JSON, deflated (RFC 1951), in base64url (RFC 4648, section 5). */

import { deflateSync } from "fflate";
import { toBase64 } from "../base64.js";
import { VERSION } from "./format.js";

/** @import {Project} from "../project.js" */

/**
 * The same project gives the same text in every browser: the compressor comes with the page, since those of browsers
 * differ. What a deployment would be granted is not in it.
 * @param {Project} project
 */
export function payloadOf(project) {
  const { args, stdin, env } = project.run;
  const { kind, description } = project.original;
  const said = {
    language: project.language,
    title: project.name,
    ...(description === "" ? {} : { description }),
    ...(kind === "console" ? {} : { kind }),
    files: inOrder(project.files),
    ...(Object.keys(project.binary).length === 0 ? {} : { binary: inOrder(project.binary, toBase64) }),
    ...(args.length === 0 ? {} : { args }),
    ...(stdin === "" ? {} : { stdin }),
    ...(Object.keys(env).length === 0 ? {} : { env: inOrder(env) }),
  };
  const bytes = deflateSync(new TextEncoder().encode(JSON.stringify(said)), { level: 9 });
  return VERSION + toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * As text by name, sorted by code units.
 * @template T
 * @param {Record<string, T>} record
 * @param {(value: T) => string} [text]
 */
function inOrder(record, text = String) {
  const names = Object.keys(record).sort();
  return names.map((name) => [name, text(/** @type {T} */ (record[name]))]);
}
