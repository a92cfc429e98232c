/** Runs one of the programs in this browser. */

import { ASSETS } from "../../backend/place.js";
import { run } from "../escapes/run.js";
import { spreadOf } from "../spread.js";

/** @import {Spread} from "../spread.js" */

const LIMIT_MS = 30_000;

/** Why there is no figure, in a sentence's words. */
export class Failed extends Error {}

/**
 * Milliseconds of a round; `low` is the fastest. Rejects with Failed.
 * @param {string} name @param {string | null} checksum  What it must compute, if that is known. @param {AbortSignal} signal
 * @returns {Promise<Spread>}
 */
export async function runHere(name, checksum, signal) {
  const response = await fetch(`${ASSETS}recordings/kernels/${name}.wasm`, { signal });
  if (!response.ok) throw new Failed("not compiled when this site was built");
  let output = "";
  const ending = await run(await response.arrayBuffer(), signal, (text) => (output += text), LIMIT_MS);
  const rounds = [...output.matchAll(/^ns (\d+)$/gm)].map(([, nanoseconds]) => Number(nanoseconds) / 1e6);
  const computed = /^checksum (\S+)$/m.exec(output)?.[1];
  if (ending.how !== "exited" || computed === undefined) throw new Failed("it did not end well");
  if (checksum !== null && computed !== checksum) throw new Failed(`it computed ${computed} and not ${checksum}`);
  return { ...spreadOf(rounds), low: Math.min(...rounds) };
}
