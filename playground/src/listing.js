/** A list of code lines of which one is current: by pointer, click or the arrow keys. */

/** @typedef {{label: string, text: string | Node, indent?: number, className?: string}} Item */

export class Listing {
  /** @type {HTMLElement[]} */
  #options = [];
  #current = 0;
  #choose;

  /**
   * @param {string} title
   * @param {{choose: (index: number) => void, glance: (index: number | null) => void}} events
   *   `choose` hears what is current, `glance` what the pointer is over, null when it has left.
   */
  constructor(title, { choose, glance }) {
    this.#choose = choose;
    this.list = document.createElement("div");
    this.list.className = "list";
    this.list.tabIndex = 0;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", title);
    this.list.addEventListener("keydown", (event) => this.#press(event));
    this.list.addEventListener("click", (event) => this.#pick(indexIn(event), choose));
    this.list.addEventListener("pointerover", (event) => this.#pick(indexIn(event), glance));
    this.list.addEventListener("pointerleave", () => glance(null));
  }

  /** @param {Item[]} items */
  fill(items) {
    this.#current = 0;
    this.#options = items.map((item, index) => optionOf(item, index));
    this.list.replaceChildren(...this.#options);
  }

  /** Marks these; the first is brought into view unless `still`. @param {ReadonlySet<number>} marked @param {number | null} current @param {boolean} still */
  mark(marked, current, still) {
    this.#options.forEach((option, index) => {
      option.setAttribute("aria-selected", String(marked.has(index)));
      option.classList.toggle("current", index === current);
    });
    if (current !== null) this.#current = current;
    const first = this.#options[current ?? Math.min(...marked)];
    if (first && !still) reveal(this.list, first);
    this.list.setAttribute("aria-activedescendant", this.#options[this.#current]?.id ?? "");
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const last = this.#options.length - 1;
    const moves = { ArrowDown: this.#current + 1, ArrowUp: this.#current - 1, Home: 0, End: last };
    const target = moves[/** @type {keyof typeof moves} */ (event.key)];
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#choose(Math.max(0, Math.min(last, target)));
    const option = this.#options[this.#current];
    if (option) reveal(this.list, option);
  }

  /** @param {number | null} index @param {(index: number) => void} hear */
  #pick(index, hear) {
    if (index !== null) hear(index);
  }
}

/** Scrolls the list alone, never the page. @param {HTMLElement} list @param {HTMLElement} option */
export function reveal(list, option) {
  const top = option.offsetTop - list.offsetTop;
  const hidden = top < list.scrollTop || top + option.offsetHeight > list.scrollTop + list.clientHeight;
  if (hidden) list.scrollTop = top - (list.clientHeight - option.offsetHeight) / 2;
}

/** @param {Event} event */
function indexIn({ target }) {
  const option = target instanceof Element ? target.closest("[data-index]") : null;
  return option instanceof HTMLElement ? Number(option.dataset.index) : null;
}

/** @param {Item} item @param {number} index */
function optionOf({ label, text, indent = 0, className = "" }, index) {
  const option = document.createElement("div");
  option.className = className;
  option.setAttribute("role", "option");
  option.id = `option-${Math.random().toString(36).slice(2)}`;
  option.dataset.index = String(index);
  const number = document.createElement("span");
  number.className = "number";
  number.textContent = label;
  const code = document.createElement("code");
  code.style.paddingInlineStart = `${indent * 1.2}em`;
  code.append(text);
  option.append(number, code);
  return option;
}
