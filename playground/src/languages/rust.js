import { wasiProgram } from "./wasi.js";

/** @type {import("./index.js").Language} */
export const rust = {
  name: "rust",
  label: "Rust",
  runtime: "wasi",
  support: async () => (await import("@codemirror/lang-rust")).rust(),
  program: wasiProgram,
};
