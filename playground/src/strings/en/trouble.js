/** What is missing, and what is not kept. */

import { languageName } from "../shared.js";

export const trouble = {
  unreachable: "No runner answers. Programs cannot be built until one does; your text is kept in this browser.",
  unavailable: (/** @type {string} */ language, /** @type {string} */ reason) =>
    `${language} cannot be built here: ${reason}`,
  needsRunner: (/** @type {string} */ language) =>
    `This page has no runner, and ${languageName(language)} cannot be compiled in a browser. The program runs here as it was given (Reset brings it back); a changed one needs a runner. Your text is kept in this browser.`,
  refused: (/** @type {string} */ detail) => `The runner refused: ${detail}`,
  frameMissing: "The sandbox that runs programs did not load. Is the edge server running, and is this page open at the address that the runner calls its own (public_url)?",
  lost: "another program blocked the sandbox, which had to be started anew.",
  sandbox: "Program sandbox",
  galleryMissing: "The examples could not be loaded.",
  shareMissing: "This link leads to no shared program.",
  notKept: {
    refused: "This browser would not store your edits; they will be lost when you leave the page.",
    full: "This browser's storage is full, so your last edits are not stored; they will be lost when you leave the page. Download the project, or delete projects that you no longer need.",
  },
  inputBeforehand: "Type the program's input here before you run it, line by line",

  labFailed: (/** @type {string} */ reason) => `This experiment could not start: ${reason}`,
  retry: "Retry",
};
