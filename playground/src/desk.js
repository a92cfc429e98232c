/** Everything of one playground, wired together: what the learner does, and what is shown for it. */

import { announce } from "./announce.js";
import { Checker } from "./checker.js";
import { Code } from "./code.js";
import { connect } from "./backend/index.js";
import { Connection } from "./connection.js";
import { RequestConsole } from "./console.js";
import { furnishing } from "./furnishing.js";
import { locate } from "./locating.js";
import { News } from "./news.js";
import { leadOnward } from "./onward.js";
import { opening } from "./opening.js";
import { Keeping } from "./projects/keeping.js";
import { Quiz } from "./quiz.js";
import { Recorder } from "./recorder.js";
import { Session } from "./session.js";
import { Standing } from "./standing.js";
import { strings } from "./strings.js";
import { build, formOf } from "./template.js";
import { Typing } from "./typing.js";
import { View } from "./view.js";

/** @import {Original, Project} from "./project.js" */
/** @import {Parts} from "./template.js" */

export class Desk {
  #host;
  /** @type {Parts} */
  #parts;
  #view;
  #code;
  #checker;
  #connection;
  #record;
  #session;
  #typing;
  #quiz;
  #console;
  #keeping;
  #news = new News();
  /** How often somebody asked for a program: the last one gets it. */
  #asked = 0;
  /** Whether what runs the programs is made ready before somebody runs them. */
  #prepares = false;
  #standing;

  /** @param {HTMLElement} host @param {ShadowRoot} root */
  constructor(host, root) {
    const form = formOf(host);
    const parts = build(root, form);
    this.#host = host;
    this.#parts = parts;
    this.#keeping = new Keeping(host);
    this.#view = new View(parts, {
      mark: (diagnostics) => this.#code.mark(diagnostics),
      jump: (place) => this.#code.jump(place),
      apply: host.hasAttribute("readonly") ? null : (fix) => this.#code.apply(fix),
      label: (path) => this.#standing.label(path),
    });
    this.#code = new Code({
      host,
      root,
      parts,
      onEdit: () => this.#standing.typed(),
      onRun: () => this.go(),
      onShow: () => this.#news.arranged.emit(this.#code.arrangement),
      onStale: () => this.#view.result(strings.stale),
    });
    this.#checker = new Checker(this.#code);
    this.#connection = new Connection(this.#view);
    this.#record = new Recorder(this.#view, { quiet: form === "edge" });
    this.#session = new Session(connect, () => this.#connection.runtime(), this.#record, this.#news);
    this.#standing = new Standing({
      host,
      parts,
      view: this.#view,
      code: this.#code,
      checker: this.#checker,
      connection: this.#connection,
      session: this.#session,
      keeping: this.#keeping,
      news: this.#news,
    });
    this.#typing = new Typing(parts, this.#session, this.#view);
    this.#quiz = parts.question ? new Quiz(parts.question, host) : null;
    this.#console = form === "edge" ? this.#makeConsole() : null;
    this.#listen();
    announce(host, this.#news, this.#record);
    if (parts.onward) leadOnward(host, parts.onward, () => this.project);
    if (form !== "edge") locate({ news: this.#news, record: this.#record, view: this.#view, project: () => this.project });
    if (form === "whole") furnishing(parts, this.#bench(root));
  }

  async open() {
    const asked = ++this.#asked;
    try {
      const { original, labels, hidden, failure } = await opening(this.#host, this.#keeping);
      if (asked !== this.#asked) return;
      await this.#standing.show(original, { labels, hidden });
      this.#view.remark(failure);
      if (this.#host.hasAttribute("tall")) this.#makeReady();
    } catch {
      this.#view.remark(strings.galleryMissing);
    }
  }

  /** The page is for this program: the editor comes, then what runs it, before somebody asks for either. */
  async #makeReady() {
    await this.#code.wakeWhenIdle();
    const { connection } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator);
    if (this.#host.isConnected && !connection?.saveData) this.#interested();
  }

  /** The element is taken from the page: nothing goes on. */
  leave() {
    this.#news.left.emit();
    removeEventListener("pagehide", this.#stop);
    this.#stop();
    this.#checker.stop();
    this.#connection.close();
    this.#keeping.close();
    this.#code.sleep();
  }

  /** Also when the page is left, so that nothing is built for nobody. */
  #stop = () => this.#session.stop();

  get project() {
    return this.#standing.project;
  }

  stop() {
    this.#stop();
  }

  /** @param {Original} original */
  show(original) {
    this.#asked++;
    return this.#standing.show(original);
  }

  #listen() {
    addEventListener("pagehide", this.#stop);
    const { run, stop, reset } = this.#parts;
    this.#news.began.on(() => {
      this.#checker.stop();
      this.#code.remember();
    });
    run.addEventListener("click", () => this.go());
    stop.addEventListener("click", this.#stop);
    reset.addEventListener("click", () => this.reset());
    this.#host.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      event.preventDefault();
      this.go();
    });
    for (const sign of ["pointerenter", "focusin"]) {
      this.#host.addEventListener(sign, () => this.#interested(), { once: true });
    }
  }

  /** Somebody came to the program: what runs it, and those that are shown after it, had better be there. */
  #interested() {
    if (this.#prepares) return;
    this.#prepares = true;
    if (this.#standing.project !== null) this.#connection.prepare(this.#standing.project.language);
    this.#news.opened.on(({ language }) => this.#connection.prepare(language));
  }

  /** What the parts of a whole playground work with. @param {ShadowRoot} root */
  async #bench(root) {
    return {
      host: this.#host,
      root,
      parts: this.#parts,
      session: this.#session,
      view: this.#view,
      code: this.#code,
      record: this.#record,
      news: this.#news,
      project: () => this.project,
      shelf: await this.#keeping.shelf(),
      show: (/** @type {Original} */ original) => this.show(original),
      sync: (/** @type {Record<string, string> | undefined} */ moved) => this.#standing.sync(moved),
      open: () => this.open(),
    };
  }

  /** Runs the program, in the way of this playground. Resolves when it has ended. */
  async go() {
    const project = this.#standing.project;
    if (project === null || this.#parts.run.disabled) return;
    if (this.#console !== null) return this.#console.send(project);
    if (this.#quiz !== null) return this.#answer(this.#quiz, project);
    await this.#typing.run(project);
  }

  /** @param {Quiz} quiz @param {Project} project */
  async #answer(quiz, project) {
    const guess = quiz.guess();
    if (guess === null) return;
    await this.#session.run(project, "");
    quiz.judge(guess, this.#record);
  }

  reset() {
    this.#standing.reset();
  }

  #makeConsole() {
    const bench = { parts: this.#parts, session: this.#session, record: this.#record, view: this.#view, news: this.#news };
    return new RequestConsole(bench, () => this.go());
  }
}
