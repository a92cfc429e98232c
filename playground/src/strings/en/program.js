/** How a program is started. */
export const program = {
  title: "Program",
  about: "What the program is started with in this browser. It is kept with the project.",
  args: "Arguments, one a line",
  env: "Environment, one NAME=value a line",
  stdin: "Input that is there from the start",
  ended: "No other input follows",
  notVariable: (/** @type {string} */ line) => `“${line}” is no variable. Write it as in “LANG=en”.`,
  restore: "As its author started it",
};
