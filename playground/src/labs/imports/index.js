/** What each of a page's programs asks of its host, read from its module by the browser. */

import { element } from "../../dom.js";
import { builtOf, programOf } from "../fence-program.js";
import labCss from "./imports.css";

export const css = labCss;

/** What the functions that these programs may import are for: those of WASI preview 1, and the edge's. @type {Record<string, string>} */
const MEANING = {
  args_get: "the arguments",
  args_sizes_get: "how long the arguments are",
  clock_time_get: "the time",
  environ_get: "the environment variables",
  environ_sizes_get: "how long the environment is",
  fd_close: "close a descriptor",
  fd_fdstat_get: "what kind of thing a descriptor is",
  fd_read: "read from a descriptor",
  fd_seek: "move within a descriptor",
  fd_write: "write to a descriptor",
  kv_add: "add to a number in the deployment's store",
  message: "why something was refused, in words",
  path_open: "open a file",
  fd_prestat_get: "the folders that were opened for the program",
  fd_prestat_dir_name: "the names of those folders",
  poll_oneoff: "wait",
  proc_exit: "end with an exit code",
  random_get: "random bytes",
};

/** @param {ShadowRoot} root @param {{host: HTMLElement, signal: AbortSignal}} options */
export async function mount(root, { host, signal }) {
  const ids = (host.getAttribute("programs") ?? "").split(" ");
  const cards = ids.map((id) => cardOf(host, id));
  const button = element("button", { type: "button", textContent: "Read them again" });
  button.addEventListener("click", () => fill());
  const grid = element("div", { className: "cards" });
  grid.append(...cards.map(({ card }) => card));
  root.append(grid, button);
  await fill();

  async function fill() {
    await Promise.all(cards.map(({ id, card }) => show(host, id, card, signal)));
  }
}

/** @param {HTMLElement} host @param {string} id */
function cardOf(host, id) {
  const { project, labels } = programOf(host, id);
  const title = labels[Object.keys(project.files)[0] ?? ""] ?? id;
  const card = element("section", {}, element("h4", { textContent: title }), element("p", {}), element("ul", {}));
  card.dataset.program = id;
  return { id, card };
}

/** @param {HTMLElement} host @param {string} id @param {HTMLElement} card @param {AbortSignal} signal */
async function show(host, id, card, signal) {
  const say = (/** @type {string} */ text) => void (/** @type {HTMLElement} */ (card.querySelector("p")).textContent = text);
  const list = /** @type {HTMLElement} */ (card.querySelector("ul"));
  try {
    const { module } = await builtOf(programOf(host, id).project, signal);
    if (module === null) return say("It does not compile.");
    const imports = WebAssembly.Module.imports(await WebAssembly.compile(module));
    say(imports.length === 0 ? "It imports nothing." : `It imports ${imports.length} ${imports.length === 1 ? "function" : "functions"} of ${[...new Set(imports.map((one) => one.module))].join(", ")}:`);
    list.replaceChildren(...imports.map(({ name }) => entry(name)));
  } catch (error) {
    if (!signal.aborted) say(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} name */
function entry(name) {
  return element("li", {}, element("code", { textContent: name }), MEANING[name] ? `: ${MEANING[name]}` : "");
}
