/** Questions about what a program prints. */

import { RUN_KEY } from "../shared.js";

export const quiz = {
  check: "Check",
  checkHint: `Run the program and compare (${RUN_KEY})`,
  answer: "Your answer",
  answerHint: "What will it print?",
  chooseFirst: "Choose an answer first.",
  right: "Right: that is what it printed.",
  wrong: (/** @type {string} */ printed) =>
    printed === "" ? "Not this time: it printed nothing." : `Not this time. It printed: ${printed}`,
  noAnswer: "The program did not run to its end, so there is nothing to compare with.",
};
