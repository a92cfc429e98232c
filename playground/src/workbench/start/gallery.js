/** The list of examples in the bar, grouped by language. */

import { listExamples } from "../../examples.js";
import { languages } from "../../languages/index.js";
import { exampleNamed } from "../../opening.js";
import { strings } from "../../strings.js";

/** @import {Summary} from "../../examples.js" */
/** @import {Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */

/** Shows what is chosen, with what the reader has made of it. @param {Bench} bench @param {HTMLSelectElement} picker */
export async function offerExamples(bench, picker) {
  bench.news.opened.on((project) => choose(picker, project));
  picker.addEventListener("change", () => show(bench, picker.value));
  try {
    fill(picker, await listExamples());
  } catch {
    bench.view.remark(strings.galleryMissing);
  }
  const project = bench.project();
  if (project !== null) choose(picker, project);
}

/** @param {Bench} bench @param {string} name  As in "c/hello". */
async function show({ projects, view }, name) {
  try {
    await projects.show(await exampleNamed(name));
    view.remark("");
  } catch {
    view.remark(strings.galleryMissing);
  }
}

/** @param {HTMLSelectElement} picker @param {Summary[]} examples */
function fill(picker, examples) {
  picker.replaceChildren(
    ...languages.map(({ name, label }) => {
      const group = document.createElement("optgroup");
      group.label = label;
      const own = examples.filter(({ language }) => language === name);
      group.append(...own.map(({ name: example, title }) => new Option(`${title} (${label})`, `${name}/${example}`)));
      return group;
    }),
  );
}

/** A project that is no example comes first; there is one of them at most. @param {HTMLSelectElement} picker @param {Project} project */
function choose(picker, { name, original: { key } }) {
  for (const option of picker.querySelectorAll(":scope > option")) option.remove();
  const known = [...picker.options].some(({ value }) => value === key);
  if (!known) picker.prepend(new Option(name, key));
  picker.value = key;
}
