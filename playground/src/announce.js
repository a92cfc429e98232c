/** Tells the page what happens in its playground, as events of the element. They bubble. */

/** @import {News} from "./news.js" */
/** @import {Project} from "./project.js" */
/** @import {Recorder} from "./recorder.js" */

/** @param {HTMLElement} host @param {News} news @param {Recorder} record */
export function announce(host, news, record) {
  const tell = (/** @type {string} */ type, /** @type {object} */ detail) => {
    host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  };
  /** @type {Project | null} */
  let shown = null;
  let state = "idle";
  news.opened.on(() => (shown = null));
  news.shown.on((project) => {
    shown = project;
    tell("wardian-ready", { language: project.language, title: project.name });
  });
  news.edited.on((project) => {
    if (project === shown) tell("wardian-edit", { edited: project.edited });
  });
  news.state.on(({ at }) => {
    if (at === state) return;
    state = at;
    tell("wardian-state", { state });
    if (state === "running") tell("wardian-run", {});
  });
  news.built.on(({ build: { status, diagnostics } }) => tell("wardian-build", { status, diagnostics }));
  news.ended.on(({ ending, milliseconds }) => {
    const { how } = ending;
    const code = ending.how === "exited" ? ending.code : null;
    tell("wardian-end", { how, code, milliseconds, stdout: record.text("stdout"), stderr: record.text("stderr") });
  });
}
