/** The parts that only a whole playground has. They come after the text; what was clicked meanwhile is done then. */

/** @import {Bench} from "./workbench/bench.js" */

/** The buttons of the bar, each with the command that it gives. */
const COMMANDS = /** @type {const} */ ([
  ["deploy", "deploy"],
  ["share", "share"],
  ["begin", "new-project"],
  ["projects", "projects"],
  ["showSide", "side"],
]);

/** @param {Bench["parts"]} parts @param {Promise<Omit<Bench, "commands" | "panels" | "projects">>} desk */
export function furnishing(parts, desk) {
  const commands = furnished(desk);
  for (const [part, command] of COMMANDS) {
    parts[part]?.addEventListener("click", async () => (await commands).run(command));
  }
}

/** @param {Promise<Omit<Bench, "commands" | "panels" | "projects">>} desk */
async function furnished(desk) {
  const { furnish } = await import("./workbench/index.js");
  const { commands, news, project } = furnish(await desk);
  const opened = project();
  if (opened !== null) news.opened.emit(opened);
  return commands;
}
