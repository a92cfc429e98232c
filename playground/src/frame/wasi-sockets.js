/** WASI's socket calls, for programs that were given no socket: the shim throws where an error number is due. */

import { wasi } from "@bjorn3/browser_wasi_shim";

/** @import {WASI} from "@bjorn3/browser_wasi_shim" */

/** @param {WASI} process */
export function socketImports(process) {
  const refuse = (/** @type {number} */ fd) => (process.fds[fd] === undefined ? wasi.ERRNO_BADF : wasi.ERRNO_NOTSOCK);
  return { sock_accept: refuse, sock_recv: refuse, sock_send: refuse, sock_shutdown: refuse };
}
