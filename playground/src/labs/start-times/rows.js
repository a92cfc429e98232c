/** Five ways to keep programs apart, from the heaviest to the lightest. */

/** A figure of somebody else's, in microseconds, with where it is from. @typedef {{us: number, text: string, what: string, source: string, url: string}} Published */

/**
 * `browser` and `runner` name the figure that belongs here, or say why there is none.
 * @typedef {{measured: "worker" | "instance"} | {none: string}} OfBrowser
 * @typedef {{measured: string, what: string} | {none: string}} OfRunner  A name among the runner's `starts`.
 * @typedef {{name: string, title: string, own: string, shared: string, published: Published, browser: OfBrowser, runner: OfRunner}} Row
 */

const NOT_FROM_A_PAGE = "a page cannot start one";

/** @type {readonly Row[]} */
export const rows = [
  {
    name: "vm",
    title: "Virtual machine",
    own: "a kernel, and devices that software plays",
    shared: "the hardware, through a hypervisor",
    published: {
      us: 125_000,
      text: "at most 125 ms",
      what: "Firecracker, from the request to the guest's first process",
      source: "its specification",
      url: "https://github.com/firecracker-microvm/firecracker/blob/main/SPECIFICATION.md",
    },
    browser: { none: NOT_FROM_A_PAGE },
    runner: { none: "not measured here" },
  },
  {
    name: "container",
    title: "Container",
    own: "a view of files, processes and network",
    shared: "the kernel",
    published: {
      us: 568_000,
      text: "568 ms",
      what: "docker run on a cloud SSD; 8 to 10 ms of it make the namespaces",
      source: "Khan 2026",
      url: "https://arxiv.org/abs/2602.15214",
    },
    browser: { none: NOT_FROM_A_PAGE },
    runner: { measured: "sandbox", what: "a C program in bubblewrap's namespaces, to its end" },
  },
  {
    name: "process",
    title: "Process",
    own: "an address space",
    shared: "the kernel, the files, the network",
    published: {
      us: 1000,
      text: "1 ms",
      what: "fork and exec on Linux",
      source: "Manco et al. 2017",
      url: "https://doi.org/10.1145/3132747.3132763",
    },
    browser: { none: NOT_FROM_A_PAGE },
    runner: { measured: "process", what: "the same program without them, to its end" },
  },
  {
    name: "isolate",
    title: "Isolate",
    own: "a heap of JavaScript objects",
    shared: "the process",
    published: {
      us: 5000,
      text: "5 ms",
      what: "an isolate of V8 in Cloudflare Workers",
      source: "Bloom 2019",
      url: "https://conferences.oreilly.com/velocity/vl-ca/public/schedule/detail/75046",
    },
    browser: { measured: "worker" },
    runner: { measured: "v8-isolate", what: "a worker of Node, to its first message" },
  },
  {
    name: "instance",
    title: "Wasm instance",
    own: "a memory, a table of functions, globals",
    shared: "the process, and even the thread",
    published: {
      us: 50,
      text: "under 50 µs",
      what: "Lucet, Fastly's first engine",
      source: "Hickey 2019",
      url: "https://www.fastly.com/blog/announcing-lucet-fastly-native-webassembly-compiler-runtime",
    },
    browser: { measured: "instance" },
    runner: { measured: "instance", what: "the same program as WebAssembly under the edge's limits, to its end" },
  },
];
