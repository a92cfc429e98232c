/** Deploying: the button, the view of the deployment, and a command for each thing that can be done to it. */

import { strings } from "../../strings.js";
import { Upkeep } from "./upkeep.js";
import { chosenFor, wishesOf } from "./wishes.js";

/** @import {Bench} from "../bench.js" */
/** @import {DeploymentView} from "./view.js" */

/** @param {Bench} bench */
export function deploying(bench) {
  const { panels, commands, parts, session } = bench;
  const words = strings.deployment;
  const upkeep = new Upkeep(bench);
  /** @type {DeploymentView | null} */
  let view = null;
  panels.add({
    name: "deployment",
    title: () => words.title,
    async open(room) {
      const made = await import("./view.js");
      view = new made.DeploymentView(bench, upkeep, room);
      await view.ready();
    },
  });
  const shown = async () => {
    await panels.show("deployment");
    return view;
  };
  const live = () => upkeep.deployment !== null;
  const page = (/** @type {keyof typeof words.pages} */ name) => ({
    name: `deployment-${name}`,
    title: () => words.commands[name],
    enabled: live,
    run: async () => (await shown())?.turnTo(name),
  });
  const deploy = async () => {
    const project = bench.project();
    if (project === null || !session.idle) return;
    const wishes = view === null ? wishesOf(chosenFor(project), {}) : view.wishes;
    if (wishes !== null) return session.deploy(project, wishes);
    await shown();
    view?.complain();
  };
  commands.add(
    { name: "deploy", title: () => strings.workbench.commands.deploy, key: "Mod-Alt-Enter", enabled: () => !parts.deploy?.disabled && !parts.deploy?.hidden, run: deploy },
    { name: "deployment", title: () => words.commands.show, run: shown },
    { name: "deployment-copy", title: () => words.commands.copy, enabled: live, run: async () => (await shown())?.address.copy() },
    { name: "deployment-qr", title: () => words.commands.qr, enabled: live, run: async () => (await shown())?.address.showQr() },
    { name: "deployment-renew", title: () => words.commands.renew, enabled: () => upkeep.owned !== null, run: async () => (await shown())?.renew() },
    ...(/** @type {const} */ (["request", "preview", "log", "permissions", "versions"])).map(page),
    { name: "deployment-remove", title: () => words.commands.remove, enabled: () => upkeep.owned !== null, run: async () => (await shown())?.remove() },
  );
  bench.news.deployed.on(() => void panels.show("deployment"));
}
