/** Everything of one playground, wired together: what the learner does, and what is shown for it. */

import { Code } from "./code.js";
import { connect } from "./backend/index.js";
import { Connection } from "./connection.js";
import { RequestConsole } from "./console.js";
import { Gallery } from "./gallery.js";
import { exampleNamed, opening } from "./opening.js";
import { Project } from "./project.js";
import { Quiz } from "./quiz.js";
import { Recorder } from "./recorder.js";
import { Session, reasonOf } from "./session.js";
import { share } from "./share.js";
import { strings } from "./strings.js";
import { build, formOf } from "./template.js";
import { View } from "./view.js";

/** @import {Fence} from "./fence.js" */
/** @import {Parts} from "./template.js" */

export class Desk {
  #host;
  /** @type {Parts} */
  #parts;
  #view;
  #code;
  #connection;
  #record;
  #session;
  #quiz;
  #console;
  #gallery;
  /** @type {Project | null} */
  #project = null;
  /** @type {Pick<Fence, "labels" | "hidden">} */
  #look = { labels: {}, hidden: {} };
  /** Input that waits for the next run, where it cannot be typed during one. */
  #typed = "";

  /** @param {HTMLElement} host @param {ShadowRoot} root */
  constructor(host, root) {
    const form = formOf(host);
    const parts = build(root, form);
    this.#host = host;
    this.#parts = parts;
    this.#view = new View(parts, {
      mark: (diagnostics) => this.#code.mark(diagnostics),
      jump: (place) => this.#code.jump(place),
      apply: host.hasAttribute("readonly") ? null : (fix) => this.#code.apply(fix),
      label: (path) => this.#look.labels[path] ?? path,
    });
    this.#code = new Code({ host, root, parts, onEdit: () => this.#edited(), onRun: () => this.#go() });
    this.#connection = new Connection(this.#view);
    this.#record = new Recorder(this.#view, { quiet: form === "edge" });
    this.#session = new Session(connect, () => this.#connection.runtime(), this.#record);
    this.#quiz = parts.question ? new Quiz(parts.question, host) : null;
    this.#console = parts.request && parts.response ? this.#makeConsole(parts.request, parts.response) : null;
    this.#gallery = parts.picker ? new Gallery(parts.picker, this.#view, (name) => this.#pick(name)) : null;
    this.#listen();
  }

  async open() {
    try {
      const { original, labels, hidden, failure } = await opening(this.#host);
      await this.#show(original, { labels, hidden });
      this.#view.remark(failure);
      if (this.#host.hasAttribute("tall")) this.#code.wakeWhenIdle();
    } catch {
      this.#view.remark(strings.galleryMissing);
    }
  }

  /** The element is taken from the page: nothing goes on. */
  leave() {
    removeEventListener("pagehide", this.#stop);
    this.#stop();
    this.#connection.close();
    this.#code.sleep();
  }

  /** Also when the page is left, so that nothing is built for nobody. */
  #stop = () => this.#session.stop();

  #listen() {
    addEventListener("pagehide", this.#stop);
    const { run, stop, deploy, share, reset, input, line, eof } = this.#parts;
    run.addEventListener("click", () => this.#go());
    stop.addEventListener("click", this.#stop);
    deploy?.addEventListener("click", () => this.#deploy());
    share?.addEventListener("click", () => this.#share());
    reset.addEventListener("click", () => this.#reset());
    eof.addEventListener("click", () => this.#session.endInput());
    input.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#type(line.value);
      line.value = "";
    });
    this.#host.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      event.preventDefault();
      this.#go();
    });
    for (const sign of ["pointerenter", "focusin"]) {
      this.#host.addEventListener(sign, () => this.#connection.prepare(this.#project?.language ?? ""), { once: true });
    }
  }

  /** Runs the program, in the way of this playground. */
  async #go() {
    const project = this.#project;
    if (project === null || this.#parts.run.disabled) return;
    this.#code.remember();
    if (this.#console !== null) return this.#console.send(project);
    if (this.#quiz !== null) return this.#answer(this.#quiz, project);
    const running = this.#session.run(project, this.#typed);
    this.#view.echo(this.#typed);
    this.#typed = "";
    await running;
  }

  /** @param {Quiz} quiz @param {Project} project */
  async #answer(quiz, project) {
    const guess = quiz.guess();
    if (guess === null) return;
    await this.#session.run(project, "");
    quiz.judge(guess, this.#record);
  }

  #deploy() {
    if (this.#project === null) return;
    this.#code.remember();
    if (this.#console !== null) this.#console.deploy(this.#project);
    else this.#session.deploy(this.#project);
  }

  /** @param {string} text */
  #type(text) {
    this.#view.echo(`${text}\n`);
    if (this.#session.idle) this.#typed += `${text}\n`;
    else this.#session.input(`${text}\n`);
  }

  async #share() {
    if (this.#project === null) return;
    try {
      this.#view.shared(await share(this.#project, this.#host.getAttribute("page") ?? location.pathname));
    } catch (error) {
      this.#view.failure(reasonOf(error));
    }
  }

  #reset() {
    if (this.#project === null) return;
    this.#project.reset();
    this.#code.open(this.#project, this.#look);
    this.#edited();
  }

  /** @param {string} name  As in "c/hello". */
  async #pick(name) {
    try {
      await this.#show(await exampleNamed(name), { labels: {}, hidden: {} });
      this.#view.remark("");
    } catch {
      this.#view.remark(strings.galleryMissing);
    }
    if (this.#host.hasAttribute("linked")) history.replaceState(null, "", `?${new URLSearchParams({ example: name })}`);
    this.#connection.prepare(this.#project?.language ?? "");
  }

  /** @param {Fence["original"]} original @param {Pick<Fence, "labels" | "hidden">} look */
  async #show(original, look) {
    this.#session.stop();
    const kept = !this.#host.hasAttribute("readonly") && this.#quiz === null;
    this.#project = new Project(original, { kept });
    this.#look = look;
    this.#view.empty();
    this.#view.interactive(original.kind === "interactive" && this.#quiz === null);
    if (this.#parts.about) this.#parts.about.textContent = original.description;
    this.#gallery?.choose(original);
    this.#console?.open(this.#project);
    this.#edited();
    this.#judge(original.language);
    await this.#code.open(this.#project, look);
    this.#host.dataset.ready = original.key;
  }

  #edited() {
    if (this.#project === null) return;
    if (!this.#project.stored) this.#view.remark(strings.notSaved);
    this.#parts.reset.disabled = !this.#project.edited;
  }

  /** @param {string} language */
  async #judge(language) {
    await this.#connection.judge(language);
    this.#console?.edge((await connect()).api !== null);
  }

  /** @param {HTMLFormElement} form @param {HTMLElement} panel */
  #makeConsole(form, panel) {
    const onSend = () => this.#go();
    return new RequestConsole({ form, panel, session: this.#session, run: this.#record, view: this.#view, onSend });
  }
}
