/**
 * WebAssembly's instructions by their byte, with what follows it. Source: WebAssembly Core Specification 2.0, section 5.4.
 * Vector instructions (0xfd) are left out.
 *
 * @typedef {"block" | "label" | "labels" | "function" | "indirect" | "local" | "global" | "table" | "tables" | "memarg"
 *   | "memory" | "memories" | "initMemory" | "data" | "initTable" | "element" | "i32" | "i64" | "f32" | "f64" | "types"
 *   | "heap"} Immediate
 * @typedef {readonly [name: string, immediate?: Immediate]} Opcode
 */

/** @type {Map<number, Opcode>} */
export const OPCODES = new Map([
  ...numbered(0x00, ["unreachable", "nop", "block:block", "loop:block", "if:block", "else"]),
  ...numbered(0x0b, ["end", "br:label", "br_if:label", "br_table:labels", "return", "call:function", "call_indirect:indirect"]),
  ...numbered(0x12, ["return_call:function", "return_call_indirect:indirect"]),
  ...numbered(0x1a, ["drop", "select", "select:types"]),
  ...numbered(0x20, ["local.get:local", "local.set:local", "local.tee:local", "global.get:global", "global.set:global"]),
  ...numbered(0x25, ["table.get:table", "table.set:table"]),
  ...numbered(0x28, loads()),
  ...numbered(0x3f, ["memory.size:memory", "memory.grow:memory"]),
  ...numbered(0x41, ["i32.const:i32", "i64.const:i64", "f32.const:f32", "f64.const:f64"]),
  ...numbered(0x45, ["i32", "i64"].flatMap((type) => prefixed(type, "eqz eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"))),
  ...numbered(0x5b, ["f32", "f64"].flatMap((type) => prefixed(type, "eq ne lt gt le ge"))),
  ...numbered(0x67, ["i32", "i64"].flatMap((type) => prefixed(type, integer()))),
  ...numbered(0x8b, ["f32", "f64"].flatMap((type) => prefixed(type, float()))),
  ...numbered(0xa7, conversions()),
  ...numbered(0xc0, ["i32.extend8_s", "i32.extend16_s", "i64.extend8_s", "i64.extend16_s", "i64.extend32_s"]),
  ...numbered(0xd0, ["ref.null:heap", "ref.is_null", "ref.func:function"]),
]);

/** Those that begin with 0xfc, by the number after it. @type {Map<number, Opcode>} */
export const PREFIXED = new Map([
  ...numbered(0, ["i32", "i64"].flatMap((to) => prefixed(to, "trunc_sat_f32_s trunc_sat_f32_u trunc_sat_f64_s trunc_sat_f64_u"))),
  ...numbered(8, ["memory.init:initMemory", "data.drop:data", "memory.copy:memories", "memory.fill:memory"]),
  ...numbered(12, ["table.init:initTable", "elem.drop:element", "table.copy:tables"]),
  ...numbered(15, ["table.grow:table", "table.size:table", "table.fill:table"]),
]);

/** @param {number} first @param {string[]} names  Each `name` or `name:immediate`. @returns {[number, Opcode][]} */
function numbered(first, names) {
  return names.map((text, index) => [first + index, /** @type {Opcode} */ (/** @type {unknown} */ (text.split(":")))]);
}

/** @param {string} type @param {string} names */
function prefixed(type, names) {
  return names.split(" ").map((name) => `${type}.${name}`);
}

function loads() {
  const narrow = (/** @type {number[]} */ sizes) => sizes.flatMap((size) => [`load${size}_s`, `load${size}_u`]);
  return [
    ...["i32.load", "i64.load", "f32.load", "f64.load"],
    ...narrow([8, 16]).map((name) => `i32.${name}`),
    ...narrow([8, 16, 32]).map((name) => `i64.${name}`),
    ...["i32.store", "i64.store", "f32.store", "f64.store", "i32.store8", "i32.store16"],
    ...["i64.store8", "i64.store16", "i64.store32"],
  ].map((name) => `${name}:memarg`);
}

function integer() {
  return "clz ctz popcnt add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr";
}

function float() {
  return "abs neg ceil floor trunc nearest sqrt add sub mul div min max copysign";
}

function conversions() {
  const truncations = "trunc_f32_s trunc_f32_u trunc_f64_s trunc_f64_u";
  const conversion = "convert_i32_s convert_i32_u convert_i64_s convert_i64_u";
  return [
    ...prefixed("i32", `wrap_i64 ${truncations}`),
    ...prefixed("i64", `extend_i32_s extend_i32_u ${truncations}`),
    ...prefixed("f32", `${conversion} demote_f64`),
    ...prefixed("f64", `${conversion} promote_f32`),
    ...["i32.reinterpret_f32", "i64.reinterpret_f64", "f32.reinterpret_i32", "f64.reinterpret_i64"],
  ];
}
