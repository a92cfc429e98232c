/** How the program is started: its arguments, its environment, its input. */

import { load, save } from "../../storage.js";
import { strings } from "../../strings.js";

/** @import {Bench} from "../bench.js" */
/** @import {Original, Project} from "../../project.js" */

/** @param {Bench} bench */
export function running(bench) {
  const { news, panels, commands } = bench;
  news.opened.on((project) => (project.started = kept(project)));
  panels.add({
    name: "program",
    title: () => strings.program.title,
    async open(room) {
      const { ProgramForm } = await import("./form.js");
      const form = new ProgramForm(room, (run) => keep(bench.project(), run));
      const show = () => form.show(bench.project());
      news.opened.on(show);
      show();
    },
  });
  commands.add({ name: "program", title: () => strings.program.title, run: () => panels.show("program") });
}

/** @param {Project} project */
function storageKey({ original }) {
  return `run:${original.key}`;
}

/** @param {Project | null} project @param {Original["run"] | null} run */
function keep(project, run) {
  if (project === null) return;
  project.started = run;
  save(storageKey(project), run);
}

/** @param {Project} project @returns {Original["run"] | null} */
function kept(project) {
  const run = load(storageKey(project));
  if (typeof run !== "object" || run === null || !Array.isArray(run.args)) return null;
  const { args, env, stdin, ended } = run;
  const fits = args.every((/** @type {unknown} */ one) => typeof one === "string") && typeof stdin === "string";
  const variables = typeof env === "object" && env !== null && Object.values(env).every((value) => typeof value === "string");
  return fits && variables ? { args, env, stdin, ended: ended === true } : null;
}
