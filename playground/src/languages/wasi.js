/** @import {Program} from "../messages.js" */

/**
 * The program of every language that is compiled to a WASI command.
 * @param {Record<string, string | Uint8Array>} _files
 * @param {() => Promise<ArrayBuffer>} artifact
 * @returns {Promise<Program>}
 */
export async function wasiProgram(_files, artifact) {
  return { runtime: "wasi", module: await artifact() };
}
