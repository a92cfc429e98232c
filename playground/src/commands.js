/** Everything that can be done from the keyboard by name: what the palette and the list of keys show. */

/**
 * A key is written "Mod-Shift-p": Mod is ⌘ on a Mac, else Ctrl. A key without Mod or Alt works only where nothing is
 * typed.
 * @typedef {object} Command
 * @property {string} name
 * @property {() => string} title
 * @property {string} [key]  Several are told apart by spaces.
 * @property {"editor"} [within]  Where the key works, if not everywhere: who is there sees to it.
 * @property {() => boolean} [enabled]
 * @property {() => unknown} run
 */

export const MAC = /^(Mac|iP)/.test(globalThis.navigator?.platform ?? "");

export class Commands {
  /** @type {Map<string, Command>} */
  #commands = new Map();

  /** @param {...Command} commands */
  add(...commands) {
    for (const command of commands) this.#commands.set(command.name, command);
  }

  /** Those that can be given now. */
  get available() {
    return [...this.#commands.values()].filter((command) => command.enabled?.() ?? true);
  }

  get all() {
    return [...this.#commands.values()];
  }

  /** @param {string} name */
  run(name) {
    const command = this.#commands.get(name);
    if (command?.enabled?.() ?? true) command?.run();
  }

  /** Gives the command of the key that was pressed, if there is one. @param {KeyboardEvent} event */
  press(event) {
    if (event.defaultPrevented) return;
    const command = this.available.find(({ key, within }) => within === undefined && keysOf({ key }).some((one) => pressed(one, event)));
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  }
}

/** @param {Pick<Command, "key">} command */
export function keysOf({ key }) {
  return key === undefined ? [] : key.split(" ");
}

/** @param {string} key @param {KeyboardEvent} event */
export function pressed(key, event) {
  const parts = key.split("-");
  const last = parts.pop() ?? "";
  const mod = parts.includes("Mod");
  const alt = parts.includes("Alt");
  if ((MAC ? event.metaKey : event.ctrlKey) !== mod || event.altKey !== alt) return false;
  if (![event.key.toLowerCase(), letterOf(event)].includes(last.toLowerCase())) return false;
  if (parts.includes("Shift") !== event.shiftKey && /^[a-z0-9]$/i.test(last)) return false;
  return mod || alt || /^F\d+$/.test(last) || !types(event.composedPath()[0]);
}

/** The letter of the key, whatever Alt makes of it on a Mac. @param {KeyboardEvent} event */
function letterOf({ altKey, code }) {
  return altKey && code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
}

/** As it stands on the reader's keyboard. @param {string} key */
export function keyLabel(key) {
  const names = MAC ? { Mod: "⌘", Ctrl: "⌃", Shift: "⇧", Alt: "⌥" } : { Mod: "Ctrl", Ctrl: "Ctrl", Shift: "Shift", Alt: "Alt" };
  const parts = key.split("-").map((part) => names[/** @type {keyof typeof names} */ (part)] ?? (part.length === 1 ? part.toUpperCase() : part));
  return parts.join(MAC ? "" : "+");
}

/** @param {EventTarget | undefined} target */
function types(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
