/** The project beside the text: its files, the list of all projects, its history, and the ways in and out. */

import { strings } from "../../strings.js";
import { adopt } from "../../style.js";
import { FileActions } from "./actions.js";
import { watchOtherTabs } from "./elsewhere.js";
import css from "./projects.css";
import { Side } from "./side.js";

/** @import {Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */

/** @param {Bench} bench */
export function furnishProjects(bench) {
  const { root, parts, news, commands } = bench;
  adopt(root, css);
  const actions = new FileActions(bench);
  const open = async () => (await import("./list.js")).showList(bench);
  const act = (/** @type {(project: Project) => unknown} */ deed) => () => {
    const project = bench.project();
    if (project !== null) deed(project);
  };
  const past = act(async (project) => (await import("./past.js")).showPast(bench, project));
  const zip = act(async (project) => (await import("./transfer.js")).downloadZip(project));
  const wasm = act(async (project) => (await import("./transfer.js")).downloadWasm(bench, project));
  const words = strings.projects;
  commands.add(
    { name: "projects", title: () => words.openList, key: "Mod-o", run: open },
    { name: "history", title: () => words.history, run: past },
    { name: "download", title: () => words.download, run: zip },
    { name: "download-wasm", title: () => words.downloadWasm, enabled: () => bench.project()?.language !== "python", run: wasm },
  );
  actions.offer(commands);
  if (parts.side) new Side(bench, parts.side, actions);
  offerSide(bench);
  watchOtherTabs(bench);
  keepPast(bench);
  const name = (/** @type {Project} */ project) => {
    if (parts.projects) parts.projects.textContent = project.name;
  };
  news.opened.on(name);
  news.named.on(name);
  news.arranged.on((arrangement) => {
    const project = bench.project();
    if (project !== null) bench.shelf?.keeperOf(project)?.arrange(project, arrangement);
  });
}

/** Where there is no room beside the text, the files come and go. @param {Bench} bench */
function offerSide({ parts: { side, showSide }, commands }) {
  if (side === undefined || showSide === undefined) return;
  const toggle = () => {
    const open = getComputedStyle(side).display === "none";
    side.dataset.open = String(open);
    showSide.ariaExpanded = String(open);
  };
  commands.add({ name: "side", title: () => strings.workbench.commands.side, key: "Mod-b", run: toggle });
}

/** Earlier states are kept when something is made of them, and before they go. @param {Bench} bench */
function keepPast({ shelf, news, project }) {
  if (shelf === null) return;
  const { history } = shelf;
  news.opened.on((opened) => {
    if (opened.edited) history.keep(opened, "open");
    opened.replaced.on((before) => history.keep(opened, "change", before));
  });
  news.built.on(({ profile }) => {
    const built = project();
    if (built !== null) history.keep(built, profile === "release" ? "deploy" : "run");
  });
}
