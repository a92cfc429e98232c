import { wasiProgram } from "./wasi.js";

/** @type {import("./index.js").Language} */
export const c = {
  name: "c",
  label: "C",
  entry: "main.c",
  runtime: "wasi",
  characters: "{}();=\"*&->[]<#,+/!|%'_\\:?",
  support: async () => (await import("./c-grammar.js")).support(),
  program: wasiProgram,
};
