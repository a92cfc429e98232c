/** Something that happens again and again, for whoever wants to hear of it. @template T */
export class Topic {
  /** @type {Set<(value: T) => void>} */
  #listeners = new Set();

  /** Returns what ends it. @param {(value: T) => void} listener */
  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param {T} value */
  emit(value) {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
