/** The dialog with the learner's projects. */

import { showDialog } from "../../dialog.js";
import { button, element } from "../../dom.js";
import { languageNamed } from "../../languages/index.js";
import { exampleNamed } from "../../opening.js";
import { strings } from "../../strings.js";
import { droppedFiles } from "./incoming.js";

/** @import {Entry} from "../../projects/database.js" */
/** @import {Bench} from "../bench.js" */
/** @import {Incoming} from "./incoming.js" */

/** @param {Bench} bench */
export async function showList(bench) {
  const { root, shelf } = bench;
  const words = strings.projects;
  const rows = element("ul", { className: "projects" });
  const problem = element("p", { className: "problem-said", role: "alert" });
  const draw = async () => {
    const entries = (await shelf?.all()) ?? [];
    const made = entries.map((entry) => (entry.trashed === null ? row(bench, entry, shut) : trashedRow(bench, entry)));
    const nothing = shelf === null ? words.notHere : words.noneYet;
    rows.replaceChildren(...(made.length > 0 ? made : [element("li", { className: "nothing", textContent: nothing })]));
  };
  let shut = () => {};
  const forget = shelf?.changed.on(draw);
  const done = showDialog(
    root,
    words.own,
    (close) => {
      shut = () => close();
      const take = async (/** @type {Promise<Incoming[]> | Incoming[]} */ incoming) => {
        problem.textContent = await taken(bench, await incoming);
        if (problem.textContent === "") close();
      };
      return [rows, problem, ways(take), element("p", { className: "aside", textContent: words.importHint })];
    },
    { wide: true },
  );
  takeDrops(rows.closest("dialog"), async (incoming) => {
    problem.textContent = await taken(bench, incoming);
    if (problem.textContent === "") shut();
  });
  await shelf?.adopt(exampleNamed);
  await draw();
  await done;
  forget?.();
}

/** What is wrong with them; the empty string if they are a project now. @param {Bench} bench @param {Incoming[]} incoming */
async function taken(bench, incoming) {
  const { NoProject, importFiles } = await import("./transfer.js");
  try {
    return (await importFiles(bench, incoming)) ? "" : " ";
  } catch (error) {
    if (error instanceof NoProject) return error.message;
    throw error;
  }
}

/** @param {(incoming: Promise<Incoming[]>) => void} take */
function ways(take) {
  const { importZip, importFolder } = strings.projects;
  const pick = async (/** @type {object} */ options) => (await import("./incoming.js")).pickedFiles("", options);
  return element(
    "div",
    { className: "choices" },
    button(importZip, () => take(pick({ accept: ".zip,application/zip" }))),
    button(importFolder, () => take(pick({ whole: true }))),
  );
}

/** @param {Bench} bench @param {Entry} entry @param {() => void} shut */
function row(bench, entry, shut) {
  const words = strings.projects;
  const { key, name, language, edited } = entry;
  const now = bench.project()?.original.key === key;
  const open = button(name, () => (shut(), bench.projects.open(key)), "open quiet");
  open.disabled = now;
  const about = `${languageNamed(language)?.label ?? language} · ${now ? words.shown : words.editedAt(words.when(edited))}`;
  const line = element("li", {}, element("span", { className: "title" }, open, element("small", { textContent: about })));
  line.append(
    named(words.rename, name, () => line.replaceChildren(naming(bench, entry, () => line.replaceWith(row(bench, entry, shut))))),
    named(words.duplicate, name, () => (shut(), bench.projects.duplicate(key, name))),
    named(words.remove, name, () => bench.projects.remove(key)),
  );
  return line;
}

/** @param {Bench} bench @param {Entry} entry @param {() => void} leave */
function naming({ projects }, { key, name }, leave) {
  const words = strings.projects;
  const input = element("input", { value: name, ariaLabel: words.newName, maxLength: 120 });
  const form = element("form", { className: "naming" }, input, element("button", { className: "primary", textContent: words.keep }), button(words.cancel, leave));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wanted = input.value.trim();
    await projects.rename(key, wanted === "" ? name : wanted);
  });
  queueMicrotask(() => input.select());
  return form;
}

/** @param {Bench} bench @param {Entry} entry */
function trashedRow({ shelf }, { key, name }) {
  const words = strings.projects;
  const title = element("span", { className: "title gone" }, name, element("small", { textContent: words.trashedUntil }));
  return element("li", {}, title, named(words.bringBack, name, () => shelf?.bringBack(key)));
}

/** @param {string} text @param {string} of  What it is a button of. @param {() => void} act */
function named(text, of, act) {
  const made = button(text, act, "quiet");
  made.ariaLabel = `${text}: ${of}`;
  return made;
}

/** @param {HTMLElement | null} place @param {(incoming: Incoming[]) => void} take */
function takeDrops(place, take) {
  place?.addEventListener("dragover", (event) => event.preventDefault());
  place?.addEventListener("drop", async (event) => {
    event.preventDefault();
    if (event.dataTransfer) take(await droppedFiles(event.dataTransfer));
  });
}
