/** Standard input and output as the WASI shim wants them: terminals, so that the guest's libc flushes each line. */

import { Fd, wasi } from "@bjorn3/browser_wasi_shim";

/** @param {number} rights */
function terminal(rights) {
  const fdstat = new wasi.Fdstat(wasi.FILETYPE_CHARACTER_DEVICE, 0);
  fdstat.fs_rights_base = BigInt(rights);
  return { ret: wasi.ERRNO_SUCCESS, fdstat };
}

const FILESTAT = { ret: wasi.ERRNO_SUCCESS, filestat: new wasi.Filestat(0n, wasi.FILETYPE_CHARACTER_DEVICE, 0n) };

export class InputFd extends Fd {
  #source;

  /** @param {{read(size: number): Uint8Array}} source */
  constructor(source) {
    super();
    this.#source = source;
  }

  fd_fdstat_get() {
    return terminal(wasi.RIGHTS_FD_READ);
  }

  fd_filestat_get() {
    return FILESTAT;
  }

  /** @param {number} size */
  fd_read(size) {
    return { ret: wasi.ERRNO_SUCCESS, data: this.#source.read(size) };
  }
}

export class OutputFd extends Fd {
  #write;

  /** @param {(bytes: Uint8Array) => void} write */
  constructor(write) {
    super();
    this.#write = write;
  }

  fd_fdstat_get() {
    return terminal(wasi.RIGHTS_FD_WRITE);
  }

  fd_filestat_get() {
    return FILESTAT;
  }

  /** @param {Uint8Array} data */
  fd_write(data) {
    this.#write(data);
    return { ret: wasi.ERRNO_SUCCESS, nwritten: data.byteLength };
  }
}
