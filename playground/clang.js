/**
 * Packs the C compiler for pages without a runner: only what C for WASI needs, compressed here and unpacked by the
 * browser, because a plain host may compress nothing. `.gzip` and not `.gz`, which some hosts take for an encoding.
 */

import { copyFile, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const LIBRARY = "llvm-resources.tar";
const PROGRAMS = ["llvm.core.wasm", "llvm.core2.wasm", "llvm.core3.wasm", "llvm.core4.wasm"];
const BLOCK = 512;
const REVISION = 1;

/** Of the library: the C library, and those of the compiler's headers that are for every machine or for this one. */
const KEPT = [
  /^(include|lib|lib\/wasm32-unknown-wasip1|lib\/wasm32-wasip1)\/?$/,
  /^include\/(__(float|limits|std|wasm)\w*|float|inttypes|iso646|limits|std\w+|tgmath|unwind|varargs|wasm_simd128)\.h$/,
  /^include\/wasm32-wasip1(?!\/c\+\+)/,
  /^lib\/wasm32-wasip1\/(crt1-command\.o|libc\.a|libc-printscan-long-double\.a|libm\.a)$/,
  /^lib\/wasm32-unknown-wasip1\/libclang_rt\.builtins\.a$/,
];

/**
 * Fills the folder with `<name>.gzip` and `sizes.json`, their sizes in bytes by name. Packing takes some ten seconds, so
 * it is done once for each version of the compiler.
 * @param {string} packages  The folder node_modules. @param {string} folder
 */
export async function packClang(packages, folder) {
  const source = join(packages, "@yowasp/clang");
  const { version } = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
  const cache = join(packages, ".cache/wardian", `clang-${version}-${REVISION}`);
  await mkdir(cache, { recursive: true });
  await mkdir(folder, { recursive: true });
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const name of [LIBRARY, ...PROGRAMS]) {
    const packed = join(cache, `${name}.gzip`);
    if (!(await exists(packed))) await pack(join(source, "gen", name), packed);
    await copyFile(packed, join(folder, `${name}.gzip`));
    sizes[name] = (await stat(packed)).size;
  }
  await writeFile(join(folder, "sizes.json"), JSON.stringify(sizes));
}

/** @param {string} source @param {string} packed */
async function pack(source, packed) {
  const content = await readFile(source);
  const kept = source.endsWith(".tar") ? trim(content) : content;
  const unfinished = `${packed}.${process.pid}`;
  await writeFile(unfinished, await promisify(gzip)(kept, { level: 9 }));
  await rename(unfinished, packed);
}

/** The archive with what is KEPT of it (ustar: a block of header, then the content in whole blocks). @param {Buffer} archive */
function trim(archive) {
  const pieces = [];
  for (let at = 0; at < archive.length && archive[at] !== 0; ) {
    const name = archive.toString("utf8", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(archive.toString("latin1", at + 124, at + 136), 8);
    const end = at + BLOCK * (1 + Math.ceil(size / BLOCK));
    if (KEPT.some((pattern) => pattern.test(name))) pieces.push(archive.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...pieces, Buffer.alloc(2 * BLOCK)]);
}

/** @param {string} path */
async function exists(path) {
  return stat(path).then(() => true, () => false);
}
