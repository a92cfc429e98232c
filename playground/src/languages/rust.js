import { wasiProgram } from "./wasi.js";

/** @type {import("./index.js").Language} */
export const rust = {
  name: "rust",
  label: "Rust",
  entry: "main.rs",
  runtime: "wasi",
  characters: "{}();:=\"&!|->[]<#,.*+/'_?%",
  support: async () => (await import("./rust-grammar.js")).support(),
  program: wasiProgram,
};
