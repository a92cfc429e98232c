/** The eight attempts. Their programs are site/programs/escapes/<name>/main.c. */

import eatMemory from "../../../../site/programs/escapes/eat-memory/main.c";
import jumpIntoData from "../../../../site/programs/escapes/jump-into-data/main.c";
import loopForEver from "../../../../site/programs/escapes/loop-for-ever/main.c";
import openASocket from "../../../../site/programs/escapes/open-a-socket/main.c";
import overflowTheStack from "../../../../site/programs/escapes/overflow-the-stack/main.c";
import readAFile from "../../../../site/programs/escapes/read-a-file/main.c";
import readPastTheEnd from "../../../../site/programs/escapes/read-past-the-end/main.c";
import wrongSignature from "../../../../site/programs/escapes/wrong-signature/main.c";

/** @import {Kind} from "./outcome.js" */

/**
 * What stopped it, and how, for each outcome that there is an explanation of.
 * @typedef {Partial<Record<Kind, {by: string, how: string}>>} Reasons
 */

/** @typedef {{name: string, title: string, tries: string, source: string, native: Reasons, wasm: Reasons}} Attempt */

/** @type {readonly Attempt[]} */
export const attempts = [
  {
    name: "read-a-file",
    title: "Read a file",
    tries: "Opens /etc/passwd, then lists the folder above its own.",
    source: readAFile,
    native: {
      through: {
        by: "Nothing stopped it",
        how: "A process may open whatever its user may. It saw the sandbox's own small file tree; outside of the sandbox it would have seen the machine's.",
      },
      refused: { by: "The sandbox's file system", how: "The file tree that the sandbox shows to the process is empty." },
    },
    wasm: {
      refused: {
        by: "Capabilities",
        how: "A WASI program opens files only below folders that its host has opened for it. It was given none, so no path leads anywhere.",
      },
    },
  },
  {
    name: "open-a-socket",
    title: "Open a socket",
    tries: "Asks for a TCP socket.",
    source: openASocket,
    native: {
      through: { by: "Nothing stopped it", how: "A process may open sockets unless something around it forbids that." },
      refused: {
        by: "The sandbox's seccomp filter",
        how: "The kernel has the call, and the sandbox told it to refuse: operation not permitted.",
      },
    },
    wasm: {
      refused: {
        by: "Capabilities",
        how: "WASI preview 1 has no call that opens a socket. A module reaches only the functions it imports and the descriptors it was given, and none of those is a socket.",
      },
    },
  },
  {
    name: "jump-into-data",
    title: "Jump into data",
    tries: "Puts machine code into an array and calls it.",
    source: jumpIntoData,
    native: {
      page: {
        by: "The processor's page protection",
        how: "Plain data lies in pages that the processor does not execute. But a process may ask for a page that is both writable and executable, and the bytes in such a page ran.",
      },
    },
    wasm: {
      table: {
        by: "Structured control flow",
        how: "Code is not in memory, so no address leads to it. A function pointer is a number in the module's table of functions, and this number is no entry of it.",
      },
    },
  },
  {
    name: "wrong-signature",
    title: "Call with the wrong signature",
    tries: "Calls a function of one double as a function of two ints.",
    source: wrongSignature,
    native: {
      through: {
        by: "Nothing stopped it",
        how: "The processor knows no types. The function took what happened to be in the registers and returned nonsense.",
      },
    },
    wasm: {
      signature: {
        by: "Typed indirect calls",
        how: "Each entry of the table has a type. Before every indirect call the engine compares it with the type that the caller expects.",
      },
    },
  },
  {
    name: "read-past-the-end",
    title: "Read past the end",
    tries: "Reads 8 bytes past the start of an array of 8, then 1 GiB past it.",
    source: readPastTheEnd,
    native: {
      page: {
        by: "The processor's page protection",
        how: "Nothing is mapped 1 GiB further on. The near read hit mapped memory, and the secret came out.",
      },
    },
    wasm: {
      bounds: {
        by: "Bounds checks",
        how: "1 GiB further on is outside of this instance's memory. The near read was inside, and the secret came out here as well: WebAssembly guards the memory as a whole, not the arrays in it.",
      },
    },
  },
  {
    name: "overflow-the-stack",
    title: "Overflow the stack",
    tries: "Calls itself without end, with an array of 256 bytes in each call.",
    source: overflowTheStack,
    native: {
      page: { by: "A guard page", how: "Below the stack lies a page that may not be touched, and the stack grew into it." },
    },
    wasm: {
      bounds: {
        by: "Bounds checks",
        how: "The compiler keeps C's arrays on a stack of its own, here the first 64 KiB of the memory. It grew down past address 0, which is out of bounds. Return addresses are not there: the engine keeps them where the program cannot write.",
      },
      depth: {
        by: "The engine's stack limit",
        how: "The engine counts how deep the calls go on its own stack, which the program cannot reach.",
      },
    },
  },
  {
    name: "loop-for-ever",
    title: "Loop for ever",
    tries: "Counts and never ends.",
    source: loopForEver,
    native: {
      limit: { by: "A limit of the kernel", how: "The sandbox had set a limit on processor time (RLIMIT_CPU), and the kernel ended the process." },
    },
    wasm: {
      limit: {
        by: "The host, from outside",
        how: "Nothing in a module ends a loop. This page ended the worker in which the program ran. An edge cannot spend a worker on every request, so its engine counts fuel, or looks at an epoch, at the head of every loop.",
      },
      reader: { by: "You", how: "The page ended the worker in which the program ran, which works whatever a program does." },
    },
  },
  {
    name: "eat-memory",
    title: "Eat memory",
    tries: "Asks for memory, 1 MiB at a time, and writes to it, until there is no more.",
    source: eatMemory,
    native: {
      refused: { by: "A limit of the kernel", how: "The sandbox had set a limit on the address space (RLIMIT_AS)." },
      limit: { by: "A limit of the sandbox", how: "It took more memory than the sandbox lets a program have." },
    },
    wasm: {
      refused: {
        by: "The memory's maximum",
        how: "A module says how large its memory may become, and its host may say less. memory.grow beyond that answers −1, and malloc returns NULL.",
      },
    },
  },
];
