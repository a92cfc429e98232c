/** The programs of site/programs/kernels, in the order of the table. */

/** @type {readonly {name: string, title: string, note: string}[]} */
export const kernels = [
  { name: "sha256", title: "SHA-256", note: "2 MiB: additions and rotations of 32-bit integers" },
  { name: "matrix", title: "Matrix product", note: "192 by 192 doubles" },
  { name: "sort", title: "Heapsort", note: "100,000 integers: branches that cannot be foretold" },
  { name: "chase", title: "Linked list", note: "500,000 steps in random order: waits for memory" },
  { name: "copy", title: "Copying", note: "twice 16 MiB with memcpy" },
  { name: "direct-calls", title: "Direct calls", note: "8 million" },
  { name: "indirect-calls", title: "Indirect calls", note: "8 million, by function pointers" },
];
