/** What the page asks of the worker that holds the Rust program, and what it hears. */

/**
 * @typedef {"fill" | "sum" | "invert" | "python" | "copy"} Task
 * @typedef {{type: "start", module: ArrayBuffer, playground: string} | {type: "task", task: Task}} Command
 * @typedef {{at: number, bytes: Uint8Array, said: string}} Report  `bytes` is a copy to be drawn.
 */

export const LENGTH = 64;
