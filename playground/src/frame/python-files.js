/** What Python starts from. The snapshot comes packed, because a plain host would send all 31 MB of it. */

/** @import {PythonFiles} from "../messages.js" */
/** @import {Files} from "./files.js" */

/** Pyodide compiled, and the rest of its files. Without the snapshot it starts more slowly. @param {Files} files @returns {Promise<PythonFiles>} */
export async function pythonFiles(files) {
  const file = (/** @type {string} */ name) => files(`pyodide/${name}`);
  const [module, stdlib, lock, snapshot] = await Promise.all([
    WebAssembly.compileStreaming(file("pyodide.asm.wasm")),
    file("python_stdlib.zip").then((response) => response.arrayBuffer()),
    file("pyodide-lock.json").then((response) => response.text()),
    file("snapshot.bin.gzip").then(unpacked).catch(() => null),
  ]);
  return { module, stdlib, lock, snapshot };
}

/** @param {Response} packed */
async function unpacked({ body }) {
  if (body === null) return null;
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
