import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import wabtModule from "wabt";
import { Places } from "../src/dwarf/places.js";
import { stepsOf } from "../src/dwarf/steps.js";
import { interfaceOf, typeText } from "../src/wasm/interface.js";
import { layoutOf, segmentsOf } from "../src/wasm/layout.js";
import { parseModule } from "../src/wasm/module.js";
import { sizesOf } from "../src/wasm/sizes.js";
import { treemap } from "../src/workbench/inside/treemap.js";
import { valueText } from "../src/workbench/inside/values.js";

const wabt = await wabtModule();

/** @param {string} text */
function assembled(text) {
  const module = wabt.parseWat("test.wat", text, { bulk_memory: true, mutable_globals: true });
  return parseModule(module.toBinary({ write_debug_names: true }).buffer);
}

const PROGRAM = assembled(`(module
  (import "env" "log" (func $log (param i32) (result i64))) (import "env" "limit" (global $limit i32))
  (memory (export "memory") 2 16) (table (export "table") 1 funcref) (global $__stack_pointer (export "top") (mut i32) (i32.const 1024))
  (func $add (export "add") (param i32 f64) (result f32 i32) f32.const 0 i32.const 1)
  (data (i32.const 1024) "hello") (data (i32.const 2048) "world!") (data (global.get $limit) "far") (data "later"))`);

for (const version of [4, 5]) {
  test(`each instruction has its line by the tables of DWARF ${version}`, async () => {
    const module = parseModule(new Uint8Array(await readFile(new URL(`artifacts/lines-${version}.wasm`, import.meta.url))));
    const source = (await readFile(new URL("artifacts/lines.c", import.meta.url), "utf8")).split("\n");
    const places = new Places(module, ["lines.c"]);
    assert.ok(places.known);
    const own = module.bodies.filter((body) => places.has(body));
    assert.ok(own.length > 0);
    const lines = own.flatMap((body) => stepsOf(module, body, places)).flatMap(({ place }) => (place === null ? [] : [place.line]));
    assert.ok(new Set(lines).size > 2);
    for (const line of lines) assert.notEqual(source[line - 1]?.trim() ?? "", "", `line ${line} is empty`);
    assert.ok(!new Places(module, ["other.c"]).known);
  });
}

test("imports and exports are told with their types", () => {
  const { imports, exports } = interfaceOf(PROGRAM);
  assert.deepEqual(imports.map(({ module, name, type }) => `${module}.${name} ${type.kind} ${typeText(type)}`), ["env.log function (i32) → (i64)", "env.limit global i32"]);
  assert.deepEqual(exports.map(({ name, type }) => `${name} ${type.kind} ${typeText(type)}`), [
    "memory memory 2…16",
    "table table funcref 1…",
    "top global mut i32",
    "add function (i32, f64) → (f32, i32)",
  ]);
});

test("pieces of data have the address that the module gives them, where it is one number", () => {
  assert.deepEqual(segmentsOf(PROGRAM).map(({ address, size }) => [address, size]), [[1024, 5], [2048, 6], [null, 3], [null, 5]]);
  const bands = layoutOf(PROGRAM, interfaceOf(PROGRAM), 4096);
  assert.deepEqual(bands.map(({ name, from, to }) => [name, from, to]), [["stack", 0, 1024], ["data", 1024, 2054], ["heap", 2054, 4096]]);
});

test("the sections are all of the file, and their parts no more than they", () => {
  const sections = sizesOf(PROGRAM);
  assert.equal(8 + sections.reduce((sum, { size }) => sum + size, 0), PROGRAM.bytes.length);
  for (const { size, own, parts } of sections) assert.equal(own + parts.reduce((sum, part) => sum + part.size, 0), size);
  assert.deepEqual(sections.find(({ name }) => name === "code")?.parts.map(({ name }) => name), ["add"]);
});

test("the areas of a treemap are in proportion, in the room and beside each other", () => {
  const sizes = [50, 25, 12, 6, 4, 2, 1];
  const boxes = treemap(sizes, { x: 0, y: 0, width: 100, height: 50 });
  boxes.forEach(({ x, y, width, height }, index) => {
    assert.ok(Math.abs(width * height - 50 * (sizes[index] ?? 0)) < 1e-6);
    assert.ok(x >= -1e-9 && y >= -1e-9 && x + width <= 100 + 1e-9 && y + height <= 50 + 1e-9);
    assert.ok(Math.max(width / height, height / width) < 5, "long and thin");
    for (const other of boxes.slice(index + 1)) {
      const across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
      const along = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
      assert.ok(across < 1e-6 || along < 1e-6, "two lie on each other");
    }
  });
});

test("an argument is taken if it fits its type", () => {
  for (const [type, text, value] of [["i32", " 42 ", "42"], ["i32", "4294967295", "4294967295"], ["i64", "-0x10", "-16"], ["f64", "1e-3", "1e-3"], ["f32", "NaN", "NaN"]]) {
    assert.equal(valueText(type ?? "", text ?? ""), value);
  }
  for (const [type, text] of [["i32", ""], ["i32", "1.5"], ["i32", "4294967296"], ["i32", "-2147483649"], ["i64", "ten"], ["f64", ""], ["f64", "1,5"]]) {
    assert.equal(valueText(type ?? "", text ?? ""), null, `${type} ${text}`);
  }
});
