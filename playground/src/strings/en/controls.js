/** What can be pressed, and what stands on it. */

import { counted } from "./measures.js";
import { RUN_KEY } from "../shared.js";

export const controls = {
  run: "Build & Run",
  runHint: `Build the program and run it in this browser (${RUN_KEY})`,
  stop: "Stop",
  stopHint: "Stop the program or the build",
  deploy: "Build & Deploy",
  deployHint: "Build the program and put it on the edge, at an address of its own",
  share: "Share",
  shareHint: "Make a link to this program",
  reset: "Reset",
  resetHint: "Go back to the original program",
  example: "Example",
  files: "Files",
  closeFile: "Close (Delete)",
  editor: (/** @type {string} */ path) => `Program text, ${path}`,
  leave: "Esc, then Tab, leaves the editor.",
  unfold: (/** @type {number} */ count) => `Show ${counted(count, "hidden line", "hidden lines")}`,
  output: "Output",
  outputEmpty: "What the program prints will appear here.",
  input: "Input",
  inputHint: "Type a line for the program, then press Enter",
  send: "Send",
  endInput: "End of input",
  endInputHint: "Tell the program that no more input follows",
  problems: "Problems",
  result: "Result",
  shared: "Shared program",

  builtBy: (/** @type {string} */ host) => `Built by ${host}`,
};
