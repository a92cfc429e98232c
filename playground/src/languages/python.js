import { withoutAssets } from "../assets.js";
import { wheelsOf } from "../packages.js";

/** @type {import("./index.js").Language} */
export const python = {
  name: "python",
  label: "Python",
  entry: "main.py",
  runtime: "python",
  characters: ":()=[]\"'{}#_,.+-*/<>%!@\\",
  support: async () => (await import("./python-grammar.js")).support(),
  program: async (files) => {
    const packages = await wheelsOf(files);
    return { runtime: "python", files: withoutAssets(files), ...(packages.length > 0 ? { packages } : {}) };
  },
};
