/** The beginning of a program: the gallery, and what an address may name. */
export const start = {
  title: "New project",
  open: "New…",
  openHint: "Begin a new project from an example",
  search: "Search",
  searchHint: "Name, language or what it does",
  language: "Language",
  kind: "Kind",
  every: "All",
  kinds: { blank: "Blank", console: "Console", handler: "Edge handler", interactive: "Interactive" },
  promises: {
    blank: "An empty program.",
    console: "Prints and ends.",
    handler: "Answers web requests on the edge.",
    interactive: "Reads what you type.",
  },
  found: (/** @type {number} */ count) => (count === 1 ? "1 project to begin with" : `${count} projects to begin with`),
  nothing: "Nothing fits. Search for less, or choose another language or kind.",
  noExample: (/** @type {string} */ name) => `There is no example ${name}. The list of examples has all of them; here is the first instead.`,
  noLanguage: (/** @type {string} */ name, /** @type {string[]} */ known) =>
    `There is no language ${name} here, but ${known.slice(0, -1).join(", ")} and ${known.at(-1)}.`,
  noProject: "This browser has no such project. It may be in another browser, or deleted; those that are here are in the list of your projects.",
};
