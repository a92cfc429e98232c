/** The programs of the lab, and what is sent to a compiler for them. */

import beyond from "../../../../site/programs/memory/beyond.c";
import bytes from "../../../../site/programs/memory/bytes.c";
import heap from "../../../../site/programs/memory/heap.c";
import overflow from "../../../../site/programs/memory/overflow.c";
import pointers from "../../../../site/programs/memory/pointers.c";
import layout from "./wardian-memory.c";
import prelude from "./wardian-memory.h";

/** @import {Project} from "../../api.js" */

export const PROGRAMS = [
  { name: "pointers", title: "Pointers are numbers", source: pointers },
  { name: "heap", title: "malloc and more pages", source: heap },
  { name: "bytes", title: "The order of bytes", source: bytes },
  { name: "overflow", title: "An overflow that nothing stops", source: overflow },
];

/** Reads the element of an array of four that its argument names. */
export const BEYOND = beyond;
/** The line of BEYOND that reads the element. */
export const READS = beyond.split("\n").findIndex((line) => line.includes("*element;")) + 1;

/** @param {string} text  Of an instrumented main.c. @returns {Project} */
export function projectOf(text) {
  return { language: "c", files: { "main.c": text, "wardian-memory.c": layout, "wardian-memory.h": prelude } };
}
