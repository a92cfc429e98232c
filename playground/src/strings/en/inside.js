import { counted, number } from "./measures.js";

/** The view that looks inside a build. */
export const inside = {
  title: "Inside",
  command: "Look inside the program",
  profile: "Build to look into",
  profiles: { debug: "As it is run here (debug)", release: "As it is deployed (release)" },
  build: "Build",
  buildAgain: "Build the changed text",
  building: "Building…",
  unreadable: (/** @type {string} */ reason) => `This module cannot be read here: ${reason}.`,
  about: (/** @type {number} */ bytes, /** @type {boolean} */ lines) =>
    `${number(bytes)} bytes. ${lines ? "It says which line each instruction came from." : "It does not say which line an instruction came from: with a runner, builds of C and the release of Rust do; without one, the debug build of C."}`,
  pages: { code: "Code", sizes: "Sizes", surface: "Imports and exports", memory: "Memory", text: "Text" },

  functions: "Function",
  own: (/** @type {number} */ count) => `All ${count} functions of this project`,
  others: (/** @type {number} */ count) => counted(count, "other function, the largest first", "other functions, the largest first"),
  instructions: "Instructions",
  cut: (/** @type {number} */ most) => `Only the first ${number(most)} instructions are shown. Choose one function to see the rest.`,
  hint: /** @type {(lines: boolean) => string} */ (
    (lines) => (lines ? "Click a line of the source or an instruction: what belongs together lights up." : "No line of the source is known for these instructions.")
  ),
  unplaced: (/** @type {string} */ text) => `${text}: the compiler gave it no line of its own.`,
  told: (/** @type {string} */ file, /** @type {number} */ line, /** @type {string} */ text, /** @type {number} */ steps, /** @type {number} */ bytes) =>
    `${file}, line ${line}${text === "" ? "" : ` (${text})`}: ${steps === 0 ? "no instruction here came from it." : `${counted(steps, "instruction", "instructions")} in ${counted(bytes, "byte", "bytes")}.`}`,

  sizes: {
    table: "Sizes of the sections",
    map: (/** @type {string} */ total, /** @type {string} */ parts) => `The file's ${total} as areas: ${parts}. The table below says the same.`,
    caption: (/** @type {string} */ total) => `The file's ${total} bytes: 8 that say that it is WebAssembly, then its sections.`,
    name: "Section",
    bytes: "Bytes",
    share: "Share",
    parts: (/** @type {number} */ count) => counted(count, "part", "parts"),
    others: (/** @type {number} */ count) => counted(count, "smaller part", "smaller parts"),
  },

  text: {
    writing: "Writing it as text…",
    about: (/** @type {number} */ lines) => `${counted(lines, "line", "lines")} of WebAssembly text. Ctrl+F searches in it.`,
    keepText: "Keep as .wat",
    keepModule: "Keep as .wasm",
  },
  python: {
    about:
      "A Python program becomes no WebAssembly of its own: here and on the edge, CPython is the WebAssembly, and it reads these files. What it makes of them is bytecode for its own machine, a stack machine as well. This is what CPython's dis lists. An instance's memory holds all of CPython, so it is not shown.",
    file: "File",
    list: "Bytecode",
    reading: "Starting Python to read it…",
    failed: (/** @type {string} */ reason) => `CPython does not compile this: ${reason}`,
    hint: "Click a line of the source or of the bytecode: what belongs together lights up.",
    told: (/** @type {string} */ file, /** @type {number} */ line, /** @type {number} */ steps) =>
      `${file}, line ${line}: ${steps === 0 ? "no bytecode came from it" : counted(steps, "line of bytecode", "lines of bytecode")}.`,
  },

  memory: {
    grid: "Memory after the run",
    none: "Run the program first. Its memory is shown here as it was at the end, however it ended.",
    run: "Run it now",
    without: "This program exports no memory, so there is none to show.",
    about: (/** @type {number} */ size, /** @type {number} */ shown, /** @type {number | null} */ changes) =>
      [
        `${counted(size / 65_536, "page", "pages")} of 64 KiB, as the program left them.`,
        shown < size ? `Only the first ${shown / 2 ** 20} MiB are here.` : "",
        changes === null ? "" : changes === 0 ? "Nothing differs from the run before." : `It differs from the run before in ${counted(changes, "place", "places")}.`,
      ].filter((text) => text !== "").join(" "),
    address: "Address",
    go: "Go to",
    follow: "Follow the pointer",
    followTo: (/** @type {string} */ address) => `Follow the pointer to ${address}`,
    back: "Back",
    next: "Next difference",
    previous: "Previous difference",
  },
  search: {
    kind: "Search for",
    what: "What to search for",
    text: "text",
    bytes: "bytes in hexadecimal",
    find: "Find",
    wrong: (/** @type {string} */ kind) => `This does not read as ${kind}.`,
    nowhere: "It is nowhere in this memory.",
    found: (/** @type {number} */ at, /** @type {number} */ all, /** @type {string} */ place, /** @type {boolean} */ more) =>
      `Place ${at} of ${all}${more ? " or more" : ""}: ${place}.`,
  },
  watch: {
    title: "Watched addresses",
    name: "Name",
    address: "Address to watch",
    place: "Address",
    type: "Type",
    value: "Value",
    before: "In the run before",
    add: "Watch",
    remove: "Remove",
    removeOf: (/** @type {string} */ name) => `Stop watching ${name}`,
    outside: "outside the memory",
    pointer: "pointer",
    text: "text up to a zero byte",
  },
  growth: {
    title: "How the memory grew",
    step: (/** @type {number} */ pages, /** @type {number} */ ms) => `${counted(pages, "page", "pages")} at ${ms.toFixed(1)} ms`,
    more: (/** @type {number} */ count) => `${count} more steps`,
    note: "Its size is looked at whenever the program calls its host, and at the end: growth in between is noticed at the next call.",
  },

  surface: {
    exports: (/** @type {number} */ count) => `Exports (${count})`,
    imports: (/** @type {number} */ count) => `Imports (${count})`,
    noImports: "It needs nothing of its host.",
    name: "Name",
    kind: "Kind",
    type: "Type",
    kinds: { function: "function", memory: "memory, in pages of 64 KiB", table: "table", global: "global", tag: "exception tag" },
    notNumbers: "It takes what is not a number, so it cannot be called from here.",
    argument: (/** @type {string} */ name, /** @type {number} */ index, /** @type {string} */ type) => `Argument ${index} of ${name}, ${type}`,
    call: "Call",
    callOf: (/** @type {string} */ name) => `Call ${name}`,
    calling: "Calling…",
    wrong: (/** @type {number} */ index, /** @type {string} */ type) => `Argument ${index} is no ${type}: write a number that fits it.`,
    returned: (/** @type {string[]} */ values, /** @type {string} */ took) =>
      `${values.length === 0 ? "It returned nothing" : `It returned ${values.join(", ")}`}, in ${took}.`,
    printed: (/** @type {string} */ text) => `It printed: ${text}`,
  },
};
