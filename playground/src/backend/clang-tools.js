/**
 * clang and wasm-ld as WebAssembly (@yowasp/clang): fetched once, unpacked and compiled as they come.
 * The package fetches its files itself, by names relative to its own; here it is given them instead.
 */

/** @import {Fetching} from "./compiler.js" */

/**
 * What a compiler is made of; it can be handed to another worker.
 * @typedef {{modules: Record<string, WebAssembly.Module>, library: ArrayBuffer}} Tools
 */

const LIBRARY = "llvm-resources.tar";
const NAME = "Name";

/**
 * @param {string} base  The folder of the packed files, with a slash at its end.
 * @param {AbortController} fetching  Aborted to give up, and by whatever fails. It rejects once nothing is under way.
 * @param {(progress: Fetching) => void} watch
 * @returns {Promise<Tools>}
 */
export async function fetchTools(base, fetching, watch) {
  /** @type {Record<string, number>} */
  const sizes = await (await get(`${base}sizes.json`, fetching.signal)).json();
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  let done = 0;
  watch({ done, total });
  const unpacked = async (/** @type {string} */ name, type = "") => {
    const { body } = await get(`${base}${name}.gzip`, fetching.signal);
    const count = new TransformStream({
      /** @param {Uint8Array<ArrayBuffer>} chunk @param {TransformStreamDefaultController} controller */
      transform(chunk, controller) {
        watch({ done: (done += chunk.length), total });
        controller.enqueue(chunk);
      },
    });
    const stream = body?.pipeThrough(count).pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "Content-Type": type } });
  };
  const library = unpacked(LIBRARY).then((response) => response.arrayBuffer());
  const modules = Object.keys(sizes)
    .filter((name) => name !== LIBRARY)
    .map(async (name) => /** @type {const} */ ([
      name,
      await WebAssembly.compileStreaming(unpacked(name, "application/wasm")),
    ]));
  try {
    const [bytes, compiled] = await Promise.all([library, Promise.all(modules)]);
    return { library: bytes, modules: Object.fromEntries(compiled) };
  } catch (error) {
    fetching.abort();
    await Promise.allSettled([library, ...modules]);
    throw error;
  }
}

/** From here on the package gets these: an answer that it copies tells by a header what it stands for. @param {Tools} tools */
export function provide({ modules, library }) {
  self.fetch = async (address) => {
    const name = String(address).split("/").pop() ?? "";
    return new Response(name === LIBRARY ? library : "", { headers: { [NAME]: name } });
  };
  WebAssembly.compileStreaming = async (response) => {
    const module = modules[(await response).headers.get(NAME) ?? ""];
    if (module === undefined) throw new Error("The compiler asks for a file that it does not have");
    return module;
  };
}

/** @param {string} address @param {AbortSignal} signal */
async function get(address, signal) {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address}: the server answered ${response.status}`);
  return response;
}
