import { compare } from "./compare.js";
import { controls } from "./controls.js";
import { deployment } from "./deploy.js";
import { deployments } from "./deployments.js";
import { editing } from "./editing.js";
import { inside } from "./inside.js";
import { measures } from "./measures.js";
import { memory } from "./memory.js";
import { packages } from "./packages.js";
import { palette } from "./palette.js";
import { problems } from "./problems.js";
import { program } from "./program.js";
import { projects } from "./projects.js";
import { quiz } from "./quiz.js";
import { rendered } from "./rendered.js";
import { requests } from "./requests.js";
import { running } from "./running.js";
import { settings } from "./settings.js";
import { sharing } from "./sharing.js";
import { start } from "./start.js";
import { trouble } from "./trouble.js";
import { workbench } from "./workbench.js";

/** @type {import("../../strings.js").Strings} */
export const zhTw = {
  ...controls,
  ...deployments,
  ...measures,
  ...problems,
  ...quiz,
  ...requests,
  ...running,
  ...trouble,
  compare,
  deployment,
  editing,
  inside,
  memory,
  packages,
  palette,
  program,
  projects,
  rendered,
  settings,
  sharing,
  start,
  workbench,
};
