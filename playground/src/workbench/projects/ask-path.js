/** Asks for the path of a file. */

import { showDialog } from "../../dialog.js";
import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";

/**
 * Resolves to undefined when it is not given after all. `check` says what is wrong with a path.
 * @param {ShadowRoot} root
 * @param {{title: string, act: string, value: string, check: (path: string) => string | null}} question
 */
export async function askPath(root, { title, act, value, check }) {
  const words = strings.projects;
  const problem = element("p", { className: "problem-said", role: "alert" });
  const input = element("input", { value, autocomplete: "off", spellcheck: false, autofocus: true });
  input.setAttribute("autocapitalize", "off");
  const answer = showDialog(root, title, (/** @type {(path?: string) => void} */ close) => {
    const form = element(
      "form",
      { className: "ask" },
      element("label", {}, element("span", { textContent: words.name }), input),
      element("small", { textContent: words.nameHint }),
      problem,
      element("div", { className: "choices" }, button(words.cancel, () => close()), element("button", { className: "primary", textContent: act })),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const path = input.value.trim();
      problem.textContent = check(path) ?? "";
      if (problem.textContent === "") close(path);
      else input.focus();
    });
    return [form];
  });
  const name = value.slice(value.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  input.focus();
  input.setSelectionRange(value.length - name.length, value.length - (dot > 0 ? name.length - dot : 0));
  return answer;
}
