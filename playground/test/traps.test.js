import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { framesOf, placeOf } from "../src/dwarf/traps.js";
import { parseModule } from "../src/wasm/module.js";

/** @typedef {{memory: WebAssembly.Memory, read(from: number, index: number): number, next(from: number): number}} Exports */

/** @param {string} name */
async function artifact(name) {
  const bytes = new Uint8Array(await readFile(new URL(`artifacts/${name}.wasm`, import.meta.url)));
  const { instance } = await WebAssembly.instantiate(bytes);
  return { bytes, exports: /** @type {Exports} */ (/** @type {unknown} */ (instance.exports)) };
}

/** @param {() => void} run @returns {string} */
function stackOf(run) {
  try {
    run();
  } catch (error) {
    return /** @type {Error} */ (error).stack ?? "";
  }
  throw new assert.AssertionError({ message: "It did not trap." });
}

for (const name of ["lines-4", "lines-5"]) {
  test(`a trap of ${name} is at the line and the instruction that reads too far`, async () => {
    const { bytes, exports } = await artifact(name);
    const [frame] = framesOf(stackOf(() => exports.read(exports.memory.buffer.byteLength, 0)), bytes);
    assert.deepEqual(frame?.place, { file: "lines.c", line: 5, column: 12 });
    assert.deepEqual([frame?.function, frame?.instruction], ["read", "i32.load"]);
  });

  test(`the caller of a trap of ${name} is at its own line`, async () => {
    const { bytes, exports } = await artifact(name);
    const frames = framesOf(stackOf(() => exports.next(exports.memory.buffer.byteLength)), bytes);
    assert.deepEqual(frames.map(({ place }) => place?.line), [5, 9]);
  });

  test(`an offset outside of the code of ${name} has no line`, async () => {
    const { bytes } = await artifact(name);
    assert.equal(placeOf(parseModule(bytes), 1), null);
    assert.equal(placeOf(parseModule(bytes), bytes.length - 1), null);
  });
}

test("a stack without WebAssembly has no frames", async () => {
  const { bytes } = await artifact("lines-4");
  assert.deepEqual(framesOf("Error: no\n    at main.js:1:1", bytes), []);
});
