/** What is completed in WebAssembly text: the instructions that the playground knows, the words of modules, and `$names`. */

import { OPCODES, PREFIXED } from "../wasm/opcodes.js";
import { completing } from "./completion.js";

const INSTRUCTIONS = [...OPCODES.values(), ...PREFIXED.values()].map(([name]) => name).join(" ");

export const completeWat = completing({
  word: /[$\w.]+/,
  prose: /Comment|^String$/,
  keywords: `module func param result local global memory table elem data type import export start mut offset item i32 i64 f32 f64
    funcref externref then else end ${INSTRUCTIONS}`,
  library: {},
  owner: null,
  members: {},
  names: /^Identifier$/,
  fields: /^$/,
  local: /^$/,
});
