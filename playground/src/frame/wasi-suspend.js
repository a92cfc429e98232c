/**
 * Host functions during which the program is suspended (JavaScript Promise Integration), so that its worker can hear
 * a message or let time pass. https://github.com/WebAssembly/js-promise-integration
 */

import { MessageInput } from "./input.js";

/** @import {WASI} from "@bjorn3/browser_wasi_shim" */

/** @typedef {(...args: number[]) => number | Promise<number>} HostFunction */

/** @type {{Suspending?: new (host: HostFunction) => HostFunction, promising?: (guest: Function) => (...args: unknown[]) => Promise<unknown>}} */
const jspi = /** @type {object} */ (WebAssembly);

const STDIN = 0;

/** Calls a program that may be suspended. @param {(...args: any[]) => unknown} start */
export function promising(start) {
  return jspi.promising?.(start) ?? start;
}

/** An import that suspends the program until its promise is fulfilled; null where no engine can. @param {HostFunction} host */
export function suspending(host) {
  return jspi.Suspending === undefined ? null : new jspi.Suspending(host);
}

/** Reading that waits for a message. @param {WASI} wasi @param {unknown} input @returns {{fd_read?: HostFunction}} */
export function readImports({ wasiImport }, input) {
  if (!(input instanceof MessageInput)) return {};
  const fd_read = suspending(async (descriptor, ...rest) => {
    if (descriptor === STDIN) await input.fill();
    return /** @type {HostFunction} */ (wasiImport.fd_read)(/** @type {number} */ (descriptor), ...rest);
  });
  return fd_read === null ? {} : { fd_read };
}
