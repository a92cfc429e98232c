/** The dialog with a project's earlier states. */

import { diffLines, structuredPatch } from "diff";
import { showDialog } from "../../dialog.js";
import { button, element } from "../../dom.js";
import { contentOf, differing } from "../../project.js";
import { strings } from "../../strings.js";

/** @import {Content, Project} from "../../project.js" */
/** @import {Snapshot} from "../../projects/database.js" */
/** @import {Bench} from "../bench.js" */

/** Longer texts are compared as a whole: to find the fewest changed lines could take long. */
const LINES_MS = 500;

/** @param {Bench} bench @param {Project} project */
export async function showPast(bench, project) {
  const words = strings.projects;
  const snapshots = (await bench.shelf?.history.of(project.original.key)) ?? [];
  const difference = element("div", { className: "difference", tabIndex: 0, role: "group", ariaLabel: words.difference });
  const restored = await showDialog(
    bench.root,
    words.history,
    (/** @type {(snapshot?: Snapshot) => void} */ close) => {
      if (snapshots.length === 0) return [element("p", { textContent: words.noHistory })];
      const rows = snapshots.map((snapshot, index) => {
        const before = snapshots[index + 1] ?? contentOf(project.original);
        const look = () => difference.replaceChildren(...patches(project.content, snapshot));
        return row(snapshot, changes(before, snapshot), look, () => close(snapshot));
      });
      return [element("ol", { className: "past" }, ...rows), element("h3", { textContent: words.difference }), difference];
    },
    { wide: true },
  );
  if (restored === undefined) return;
  project.replace(restored);
  await bench.sync();
  bench.view.result(words.restored(words.when(restored.at)));
}

/** @param {Snapshot} snapshot @param {string} changed @param {() => void} look @param {() => void} restore */
function row({ at, reason }, changed, look, restore) {
  const words = strings.projects;
  const when = words.when(at);
  const show = button(when, look, "open quiet");
  const back = button(words.restore, restore, "quiet");
  back.ariaLabel = `${words.restore}: ${when}`;
  const about = element("small", { textContent: `${words.reasons[reason]} · ${changed}` });
  return element("li", {}, element("span", { className: "title" }, show, about), back);
}

/** @param {Content} before @param {Content} after */
function changes(before, after) {
  return differing(before, after).map((path) => changed(path, before, after)).join(", ");
}

/** @param {string} path @param {Content} before @param {Content} after */
function changed(path, before, after) {
  const words = strings.projects;
  const [old, now] = [before, after].map(({ files, binary }) => files[path] ?? binary[path]);
  if (old === undefined) return words.newThere(path);
  if (now === undefined) return words.goneThere(path);
  if (typeof old !== "string" || typeof now !== "string") return words.otherBytes(path);
  const parts = diffLines(old, now, { timeout: LINES_MS }) ?? [];
  const count = (/** @type {"added" | "removed"} */ kind) => parts.filter((part) => part[kind]).reduce((sum, part) => sum + part.count, 0);
  return words.lines(path, count("added"), count("removed"));
}

/** @param {Content} now @param {Content} then */
function patches(now, then) {
  const paths = differing(now, then);
  if (paths.length === 0) return [element("p", { textContent: strings.projects.sameAsNow })];
  return paths.map((path) => element("section", {}, element("h4", { textContent: changed(path, now, then) }), patch(path, now, then)));
}

/** @param {string} path @param {Content} now @param {Content} then */
function patch(path, now, then) {
  const made = structuredPatch(path, path, now.files[path] ?? "", then.files[path] ?? "", undefined, undefined, { context: 2, timeout: LINES_MS });
  const lines = (made?.hunks ?? []).flatMap(({ lines, oldStart }) => [`@@ ${oldStart} @@`, ...lines]);
  return element("pre", {}, ...lines.map(lineOf));
}

/** @param {string} text */
function lineOf(text) {
  const kind = { "+": "added", "-": "gone", "@": "place" }[text.charAt(0)] ?? "";
  return element("span", { className: kind, textContent: `${text}\n` });
}
