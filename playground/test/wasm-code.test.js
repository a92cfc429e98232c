import assert from "node:assert/strict";
import { test } from "node:test";
import wabtModule from "wabt";
import { decode, headOf } from "../src/wasm/code.js";
import { customSection, parseModule, titleOf } from "../src/wasm/module.js";

const wabt = await wabtModule();

/** @param {string} text */
function assembled(text) {
  const module = wabt.parseWat("test.wat", text, { bulk_memory: true, reference_types: true, tail_call: true });
  return parseModule(module.toBinary({ write_debug_names: true }).buffer);
}

/** The instructions of the last function. @param {string} text */
function instructionsOf(text) {
  const module = assembled(text);
  const body = module.bodies.at(-1);
  assert.ok(body);
  return { module, body, ...decode(module, body) };
}

/** Every instruction with what it needs, as the text format writes it; `unreachable` before each makes any stack do. */
const SAMPLES = `
  nop | drop | select | return | br 0 | br_if 0 | br_table 0 0 0 | call $log | call_indirect (type 0) | return_call $log
  local.get 0 | local.set 0 | local.tee 0 | global.get $counter | global.set $counter | table.get 0 | table.set 0
  i32.load offset=16 | i64.load | f32.load | f64.load | i32.load8_s | i32.load8_u | i32.load16_s | i32.load16_u
  i64.load8_s | i64.load8_u | i64.load16_s | i64.load16_u | i64.load32_s | i64.load32_u | i32.store | i64.store
  f32.store | f64.store | i32.store8 | i32.store16 | i64.store8 | i64.store16 | i64.store32 offset=70000
  memory.size | memory.grow | memory.copy | memory.fill | i32.const -1 | i32.const 2147483647 | i64.const -9223372036854775808
  f32.const 0.5 | f64.const -2.25 | i32.eqz | i32.ge_u | i64.eqz | i64.eq | i64.ge_u | f32.eq | f32.ge | f64.eq | f64.ge
  i32.clz | i32.rotr | i64.clz | i64.popcnt | i64.rotr | f32.abs | f32.copysign | f64.abs | f64.copysign
  i32.wrap_i64 | i32.trunc_f64_u | i64.extend_i32_s | i64.trunc_f32_s | i64.trunc_f64_u | f32.convert_i32_s | f32.demote_f64
  f64.convert_i64_u | f64.promote_f32 | i32.reinterpret_f32 | f64.reinterpret_i64 | i32.extend8_s | i64.extend32_s
  i32.trunc_sat_f32_s | i64.trunc_sat_f64_u | ref.is_null | ref.func $log | ref.null func | table.size 0 | table.fill 0
`
  .split(/[|\n]/)
  .map((text) => text.trim())
  .filter((text) => text !== "");

test("every instruction is written as it was assembled, and together they are all of the function's bytes", () => {
  const { instructions, body } = instructionsOf(`(module
    (import "env" "log" (func $log)) (memory 1) (table 1 funcref) (global $counter (mut i32) (i32.const 0)) (elem declare func $log)
    (func $all (param i32) ${SAMPLES.map((text) => `unreachable ${text}`).join("\n")} unreachable))`);
  const texts = instructions.map(({ text }) => text).filter((text) => text !== "unreachable");
  assert.deepEqual(texts, [...SAMPLES, "end"]);
  assert.equal(instructions.reduce((at, { offset, length }) => (assert.equal(offset, at), at + length), body.from + 1), body.to);
});

test("blocks are told with their types and indented by how deep they lie", () => {
  const { instructions, module, body } = instructionsOf(`(module (func $deep (param i32) (result i64)
    (local i32 i32 f64) local.get 0 if (result i64) loop (result i64) i64.const 1 end else i64.const 2 end))`);
  assert.deepEqual(
    instructions.map(({ depth, text }) => `${"  ".repeat(depth)}${text}`),
    ["  local.get 0", "  if (result i64)", "    loop (result i64)", "      i64.const 1", "    end", "  else", "    i64.const 2", "  end", "end"],
  );
  assert.deepEqual(decode(module, body).locals, ["i32", "i32", "f64"]);
  assert.equal(headOf(module, body), "func $deep (param i32) (result i64)");
});

test("imports of every kind are counted past, and sections have names", () => {
  const module = assembled(`(module (import "a" "f" (func)) (import "a" "t" (table 1 2 funcref)) (import "a" "m" (memory 1))
    (import "a" "g" (global (mut i64))) (import "b" "h" (func (param i32))) (func $own call 1))`);
  assert.deepEqual(module.imports.map(({ name, kind }) => `${name} ${kind}`), ["f function", "t table", "m memory", "g global", "h function"]);
  assert.equal(module.bodies[0]?.index, 2);
  assert.deepEqual(module.sections.map(titleOf), ["type", "import", "function", "code", "custom “name”"]);
  assert.equal(customSection(module, ".debug_line"), null);
});

test("an instruction that is not known is told with its place", () => {
  const { module, body } = instructionsOf("(module (func nop))");
  module.bytes[body.from + 1] = 0xfd;
  assert.throws(() => decode(module, body), /0xfd at byte \d+/);
});
