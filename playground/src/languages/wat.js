import { wasiProgram } from "./wasi.js";

/** @type {import("./index.js").Language} */
export const wat = {
  name: "wat",
  label: "WAT",
  entry: "main.wat",
  runtime: "wasi",
  characters: "()$.\";=_-%|",
  support: async () => (await import("./wat-grammar.js")).support(),
  program: wasiProgram,
};
