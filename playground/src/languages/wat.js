import { wasiProgram } from "./wasi.js";

/** @type {import("./index.js").Language} */
export const wat = {
  name: "wat",
  label: "WAT",
  runtime: "wasi",
  support: async () => (await import("@codemirror/lang-wast")).wast(),
  program: wasiProgram,
};
