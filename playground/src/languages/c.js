import { wasiProgram } from "./wasi.js";

/** @type {import("./index.js").Language} */
export const c = {
  name: "c",
  label: "C",
  runtime: "wasi",
  support: async () => (await import("@codemirror/lang-cpp")).cpp(),
  program: wasiProgram,
};
