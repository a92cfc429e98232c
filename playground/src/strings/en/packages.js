/** Python packages, and what a program is told that wants something that it cannot have in a page. */
export const packages = {
  unknown: (/** @type {string[]} */ names, /** @type {string[]} */ all) => {
    const which = names.map((name) => `“${name}”`).join(", ");
    const there = all.length === 0 ? "This site has none." : `There are: ${all.join(", ")}.`;
    return `There is no package ${which} here, only pure Python packages that the site brings along. ${there}`;
  },
  words: {
    noFetch:
      "Here, in your browser, a program may not fetch anything. Deployed to the edge it may, from a host and port that it " +
      'was granted, under Permissions here or with fetch = ["api.example.org:443"] under [grants] in wardian.toml.',
    noStore:
      "Here, in your browser, a program has no key-value store. Deployed to the edge it has one, if it was granted, " +
      "under Permissions here or with kv = true under [grants] in wardian.toml.",
    endless: "the event loop would wait for ever: no task can go on",
    notAsked: "NAME was not loaded before the start. Write “# requires: NAME” in main.py.",
  },
  ask: (/** @type {string} */ name) => `The line “# requires: ${name}” in the program brings it.`,
};
