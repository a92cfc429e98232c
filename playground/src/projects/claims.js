/**
 * One tab at a time edits a project: the one that opened it last. The others are told by a broadcast, stop writing and
 * say so; what they wrote until then is what the new one reads.
 */

const CHANNEL = "wardian-projects";

export class Claims {
  #channel = new BroadcastChannel(CHANNEL);
  #key = "";
  #lose = () => {};

  constructor() {
    this.#channel.addEventListener("message", ({ data }) => {
      if (data === this.#key) this.#lose();
    });
  }

  /** @param {string} key  A project's. @param {() => void} lose  Called when another tab takes it. */
  take(key, lose) {
    this.#key = key;
    this.#lose = lose;
    this.#channel.postMessage(key);
  }

  close() {
    this.#channel.close();
  }
}
