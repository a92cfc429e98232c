/** The tabs of a project's files (the ARIA tabs pattern: arrow keys move, one tab stop for all). */

/**
 * @param {HTMLElement} list
 * @param {string[]} paths
 * @param {Record<string, string>} labels  By path, where it is not the path itself.
 * @param {(path: string) => void} show
 */
export function showTabs(list, paths, labels, show) {
  list.replaceChildren(...paths.map((path) => tab(path, labels[path] ?? path)));
  list.onclick = ({ target }) => {
    if (target instanceof HTMLElement && target.dataset.path) show(target.dataset.path);
  };
  list.onkeydown = ({ key, target }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined || !(target instanceof HTMLElement)) return;
    const at = paths.indexOf(target.dataset.path ?? "");
    const path = paths[(at + step + paths.length) % paths.length];
    if (path === undefined) return;
    show(path);
    tabs(list).find((candidate) => candidate.dataset.path === path)?.focus();
  };
}

/** @param {HTMLElement} list @param {string} path */
export function selectTab(list, path) {
  for (const candidate of tabs(list)) {
    const selected = candidate.dataset.path === path;
    candidate.ariaSelected = String(selected);
    candidate.tabIndex = selected ? 0 : -1;
  }
}

/** @param {HTMLElement} list */
function tabs(list) {
  return /** @type {HTMLElement[]} */ ([...list.children]);
}

/** @param {string} path @param {string} label */
function tab(path, label) {
  const button = document.createElement("button");
  button.role = "tab";
  button.dataset.path = path;
  button.textContent = label;
  return button;
}
