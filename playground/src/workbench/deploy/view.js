/** The view beside Output: the address, and below it pages for requests, the log, what it may do, and versions. */

import { showDialog } from "../../dialog.js";
import { button, element } from "../../dom.js";
import { adopt } from "../../style.js";
import { strings } from "../../strings.js";
import { Pages } from "../pages.js";
import { Address } from "./address.js";
import css from "./deploy.css";
import list from "../../deployment/requests.css";
import { Log } from "./log.js";
import { Permissions } from "./permissions.js";
import { Preview } from "./preview.js";
import { Requests } from "./requests.js";
import { Versions } from "./versions.js";
import { chosenFor, differs, keepChosen, wishesOf } from "./wishes.js";

/** @import {Bench} from "../bench.js" */
/** @import {Upkeep} from "./upkeep.js" */
/** @import {Chosen} from "./wishes.js" */

/** A view of less than this height, in pixels, shows a page and not what stands above it. */
const LOW = 420;

export class DeploymentView {
  #bench;
  #upkeep;
  #room;
  #ready = false;
  #requests;
  #preview;
  #log;
  #permissions;
  #versions;
  #pages;
  #standing = element("div", { className: "standing" });
  #outdated = element("p", { className: "outdated", hidden: true });
  #loose = element("div", { className: "loose" });
  #paged = element("div", { className: "paged" });
  #permissionsPage = element("div");
  /** @type {Chosen} */
  #chosen = { kv: false, fetching: false, fetch: [], ttl: null };

  /** @param {Bench} bench @param {Upkeep} upkeep @param {HTMLElement} room */
  constructor(bench, upkeep, room) {
    adopt(bench.root, list + css);
    const words = strings.deployment;
    this.#bench = bench;
    this.#upkeep = upkeep;
    this.address = new Address(bench, upkeep, () => this.renew());
    this.#requests = new Requests(upkeep);
    this.#preview = new Preview(upkeep);
    this.#log = new Log(upkeep);
    this.#permissions = new Permissions((chosen) => this.#choose(chosen), () => this.#apply());
    this.#versions = new Versions(upkeep, () => this.remove());
    const rooms = { request: this.#requests.element, preview: this.#preview.element, log: this.#log.element, permissions: this.#permissionsPage, versions: this.#versions.element };
    this.#room = room;
    const pages = Object.entries(rooms).map(([name, page]) => ({ name, title: words.pages[/** @type {keyof typeof words.pages} */ (name)], room: page }));
    this.#pages = new Pages("deployment", words.views, pages, () => this.#turned());
    this.#outdated.append(words.changed, " ", button(words.swap, () => bench.commands.run("deploy"), "quiet"));
    this.#paged.append(...this.#pages.elements);
    room.append(element("div", { className: "deployment" }, this.#standing, this.address.element, this.#outdated, this.#paged, this.#loose));
    this.#listen();
  }

  /** Resolves when the runner has said what it allows. */
  async ready() {
    this.#opened();
    this.#pages.show("request");
    this.#permissions.within(await this.#upkeep.limits().catch(() => ({})));
    this.#permissions.show(this.#chosen);
    this.#draw();
    this.#ready = true;
  }

  /** What is to be deployed now; null, and said, where the edge would not take it. */
  get wishes() {
    return this.#permissions.wrong === "" ? wishesOf(this.#chosen, this.#permissions.secrets.wishes) : null;
  }

  /** Says why. */
  complain() {
    this.#pages.show("permissions");
    this.#permissions.complain();
  }

  /** @param {string} name */
  turnTo(name) {
    this.#pages.show(name);
    if (name === "request") this.#requests.focus();
  }

  renew() {
    return this.#upkeep.renew(this.#chosen.ttl);
  }

  async remove() {
    const { owned } = this.#upkeep;
    if (owned === null) return;
    const words = strings.deployment;
    const sure = await showDialog(this.#bench.root, words.removeTitle(owned.name), (/** @type {(sure?: boolean) => void} */ close) => [
      element("p", { textContent: words.removeText }),
      element("p", { className: "choices" }, button(words.keepIt, () => close()), button(words.removeIt, () => close(true), "stop")),
    ]);
    if (sure && owned === this.#upkeep.owned) await this.#upkeep.remove();
  }

  #listen() {
    const { news } = this.#bench;
    news.opened.on(() => this.#opened());
    news.edited.on(() => this.#compare());
    news.left.on(() => this.#log.stop());
    news.deployed.on(() => this.#permissions.secrets.sent());
    this.#upkeep.changed.on(() => this.#draw());
    this.#upkeep.swapped.on(() => this.#preview.load());
  }

  #opened() {
    const project = this.#bench.project();
    if (project === null) return;
    this.#chosen = chosenFor(project);
    this.#permissions.secrets.forget();
    this.#permissions.show(this.#chosen);
    this.#requests.open(project);
    this.#draw();
  }

  #draw() {
    const { standing, deployment } = this.#upkeep;
    const live = deployment !== null;
    this.#standing.replaceChildren(...this.#said());
    this.address.show();
    this.#paged.hidden = !live;
    this.#loose.hidden = live || standing === "no-runner" || standing === "blocked";
    const place = live ? this.#permissionsPage : this.#loose;
    if (this.#permissions.element.parentElement !== place) place.append(this.#permissions.element);
    this.#compare();
    this.#fill();
  }

  #compare() {
    const { deployment, outdated } = this.#upkeep;
    this.#outdated.hidden = deployment === null || !outdated;
    this.#permissions.compare(deployment, deployment !== null && differs(this.#chosen, deployment));
  }

  /** What there is to say before anything else. */
  #said() {
    const words = strings.deployment;
    const { standing, owned } = this.#upkeep;
    if (standing === "asking") return [element("p", { textContent: strings.connecting })];
    if (standing === "no-runner") return [element("p", { textContent: words.noRunner })];
    if (standing === "silent") return [element("p", { textContent: words.silent }), button(words.askAgain, () => this.#upkeep.look())];
    if (standing === "blocked") {
      const told = [this.#upkeep.why, words.blocked(owned?.name ?? "")].map((textContent) => element("p", { textContent }));
      return [...told, button(words.remove, () => this.remove(), "quiet delete")];
    }
    if (standing === "expired") {
      const acts = [button(words.renew, () => this.renew()), button(words.remove, () => this.remove(), "quiet delete")];
      return [element("p", { textContent: words.expired(owned?.name ?? "") }), element("p", { className: "links" }, ...acts)];
    }
    const { hint } = this.#upkeep;
    const hints = hint === "" ? [] : [element("p", { className: "hint-said", textContent: hint })];
    if (standing === "live") return hints;
    return [element("p", { textContent: standing === "lost" ? words.lost : words.none }), ...hints];
  }

  /** The page that is shown has what there is now. */
  #fill() {
    if (this.#upkeep.deployment === null) {
      this.#log.stop();
      return this.#preview.show();
    }
    const page = this.#pages.shown;
    if (page === "log") this.#log.show();
    if (page === "preview") this.#preview.show();
    if (page === "versions") this.#versions.show();
  }

  #turned() {
    this.#fill();
    if (this.#ready && this.#room.clientHeight < LOW) this.#room.scrollTop = this.#paged.offsetTop - this.#room.offsetTop;
  }

  /** @param {Chosen} chosen */
  #choose(chosen) {
    const project = this.#bench.project();
    if (project === null) return;
    this.#chosen = chosen;
    keepChosen(project, chosen);
    this.#compare();
  }

  async #apply() {
    const { wishes } = this;
    if (wishes === null) return this.complain();
    const { ttl: _, ...now } = wishes;
    if (!(await this.#upkeep.apply(now))) return;
    this.#permissions.secrets.sent();
    this.#compare();
  }
}
