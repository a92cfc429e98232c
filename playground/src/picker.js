/** The list of examples, grouped by language. */

import { languages } from "./languages/index.js";

/** @import {Summary} from "./examples.js" */

/** @param {HTMLSelectElement} select @param {Summary[]} examples */
export function fillPicker(select, examples) {
  select.replaceChildren(
    ...languages.map(({ name, label }) => {
      const group = document.createElement("optgroup");
      group.label = label;
      const own = examples.filter(({ language }) => language === name);
      group.append(...own.map(({ name: example, title }) => option(`${name}/${example}`, `${title} (${label})`)));
      return group;
    }),
  );
}

/** Shows what the list does not have: a shared program. @param {HTMLSelectElement} select @param {string} value @param {string} label */
export function choose(select, value, label) {
  const known = [...select.options].some((candidate) => candidate.value === value);
  if (!known) select.prepend(option(value, label));
  select.value = value;
}

/** @param {string} value @param {string} label */
function option(value, label) {
  return new Option(label, value);
}
