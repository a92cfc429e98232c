/** Where the frame gets its workers and runtimes: beside its own address, or from the page that made it. */

/** @import {FileAnswer, FileRequest} from "../messages.js" */

/** @typedef {(name: string) => Promise<Response>} Files  Rejects when there is no such file. */

/** @type {Files} */
export async function fetched(name) {
  const response = await fetch(new URL(name, location.href));
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return response;
}

/** @param {MessagePort} page @returns {Files} */
export function asked(page) {
  /** @type {Map<string, ((answer: FileAnswer) => void)[]>} */
  const waiting = new Map();

  /** @param {MessageEvent<FileAnswer>} event */
  page.onmessage = ({ data }) => {
    for (const answer of waiting.get(data.name) ?? []) answer(data);
    waiting.delete(data.name);
  };

  return async (name) => {
    const { bytes } = await new Promise((/** @type {(answer: FileAnswer) => void} */ resolve) => {
      waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
      /** @type {FileRequest} */
      const request = { name };
      page.postMessage(request);
    });
    if (bytes === null) throw new Error(`${name} could not be loaded`);
    return new Response(bytes, { headers: { "Content-Type": name.endsWith(".wasm") ? "application/wasm" : "" } });
  };
}
