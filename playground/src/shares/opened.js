/** Reads the program that a link carries. Whoever wrote the link may be hostile: all of it is bounded and checked. */

import { fromBase64 } from "../base64.js";
import { hashOf } from "../hash.js";
import { NotOpened } from "../not-opened.js";
import { strings } from "../strings.js";
import { checked } from "./checked.js";
import { MOST_LINK, VERSION } from "./format.js";

/** @import {Original} from "../project.js" */

/** JSON may write a byte of text in six characters; more than a whole project takes is never unpacked. */
const MOST_BYTES = 4 * 2 ** 20;

/** Rejects with NotOpened. @param {string} payload @returns {Promise<Original>} */
export async function originalIn(payload) {
  if (payload.length > MOST_LINK) throw new NotOpened(strings.sharing.linkTooLong(payload.length, MOST_LINK));
  if (!payload.startsWith(VERSION) || payload.length < 2) throw new NotOpened(strings.sharing.broken);
  return { key: `link/${hashOf(payload)}`, ...checked(parsed(await inflated(bytesIn(payload.slice(1))))) };
}

/** @param {string} text */
function bytesIn(text) {
  if (!/^[\w-]+$/.test(text)) throw new NotOpened(strings.sharing.broken);
  try {
    return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    throw new NotOpened(strings.sharing.broken);
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function inflated(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: null }));
    if (value === null) throw new NotOpened(strings.sharing.broken);
    if (done) return new Blob(chunks).text();
    size += value.length;
    chunks.push(value);
    if (size <= MOST_BYTES) continue;
    reader.cancel().catch(() => {});
    throw new NotOpened(strings.sharing.tooLarge(MOST_BYTES));
  }
}

/** @param {string} text @returns {Record<string, unknown>} */
function parsed(text) {
  try {
    const said = JSON.parse(text);
    if (typeof said === "object" && said !== null) return said;
  } catch {
    // Told below.
  }
  throw new NotOpened(strings.sharing.broken);
}
