import { withoutAssets } from "../assets.js";

/** @type {import("./index.js").Language} */
export const python = {
  name: "python",
  label: "Python",
  runtime: "python",
  support: async () => (await import("@codemirror/lang-python")).python(),
  program: async (files) => ({ runtime: "python", files: withoutAssets(files) }),
};
