import assert from "node:assert/strict";
import { test } from "node:test";
import wabtModule from "wabt";
import { parseModule } from "../src/wasm/module.js";
import { digestOf } from "../src/workbench/compare/both.js";
import { pairs, textOf } from "../src/workbench/compare/functions.js";
import { compared } from "../src/workbench/compare/lines.js";

const wabt = await wabtModule();

/** @param {string} functions */
function assembled(functions) {
  return parseModule(wabt.parseWat("test.wat", `(module ${functions})`).toBinary({ write_debug_names: true }).buffer);
}

test("functions are matched by name, and a call of one that has moved is no difference", () => {
  const before = assembled("(func $gone nop) (func $main call $work) (func $work nop nop)");
  const after = assembled("(func $main call $work) (func $work nop) (func $new nop)");
  const found = Object.fromEntries(pairs(before, after).map(({ name, before, after, same }) => [name, same ? "same" : before === null ? "new" : after === null ? "gone" : "changed"]));
  assert.deepEqual(found, { gone: "gone", main: "same", work: "changed", new: "new" });
  assert.deepEqual(textOf(before, before.bodies[1] ?? null), ["call $work", "end"]);
});

test("a long stretch that is the same is left out but for what is around a difference", () => {
  const same = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const lines = compared([...same, "old"], [...same, "new"]) ?? [];
  assert.deepEqual(lines[0], { skipped: 17 });
  assert.deepEqual(lines.slice(1), [
    ...["line 17", "line 18", "line 19"].map((text) => ({ sign: " ", text })),
    { sign: "-", text: "old" },
    { sign: "+", text: "new" },
  ]);
  assert.deepEqual(compared(["a"], ["a"]), [{ sign: " ", text: "a" }]);
});

test("the digest is that of SHA-256's own example", async () => {
  const bytes = /** @type {ArrayBuffer} */ (new TextEncoder().encode("abc").buffer);
  assert.equal(await digestOf(bytes), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
