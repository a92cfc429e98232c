/** Artifacts that were made together with the site, by the key of the unedited program. */

import { once } from "../once.js";
import { ASSETS } from "./place.js";

const index = once(list);

/** @param {string} key @param {AbortSignal} signal @returns {Promise<Uint8Array<ArrayBuffer> | null>} */
export async function prebuilt(key, signal) {
  if (!(key in (await index()))) return null;
  const response = await fetch(`${ASSETS}prebuilt/${key}.wasm`, { signal });
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

/** Without a list there are none. @returns {Promise<Record<string, {size: number}>>} */
async function list() {
  const response = await fetch(`${ASSETS}prebuilt/index.json`);
  return response.ok ? response.json() : {};
}
