/**
 * Writes app.js.br and app.js.gz beside every app.js of a folder, for servers to send to whoever takes them.
 * Usage: node compress.js DIR
 */

import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = new Set([".bin", ".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".xml"]);
const SMALLEST_BYTES = 1024;

/** The best two levels of brotli take ten times as long to save another tenth. */
const BROTLI_QUALITY = 9;

/** @type {readonly [suffix: string, compress: (content: Buffer) => Promise<Buffer>][]} */
const FORMS = [
  [".br", (content) => promisify(brotliCompress)(content, { params: brotliParams(content.length) })],
  [".gz", promisify(gzip)],
];

/** @param {number} size */
function brotliParams(size) {
  return { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: size };
}

/** @param {string} path */
async function compress(path) {
  const status = await stat(path);
  if (!status.isFile() || status.size < SMALLEST_BYTES) return;
  const content = await readFile(path);
  for (const [suffix, form] of FORMS) await writeFile(path + suffix, await form(content));
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder? Usage: node compress.js DIR");
const names = await readdir(folder, { recursive: true });
const compressible = names.filter((name) => COMPRESSIBLE.has(extname(name)));
await Promise.all(compressible.map((name) => compress(join(folder, name))));
