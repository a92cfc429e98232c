"""Where a Python guest's stdin comes from and its stdout and stderr go."""

from __future__ import annotations

import ctypes
import io
import os
import threading
from typing import Protocol

from wasmtime import WasiConfig, _bindings

from wardian.edge.guest import STDERR_KEPT, Stopped, TerminalGuest
from wardian.edge.outcome import Kind

_CHUNK = 65536


class Streams(Protocol):
    def wasi(self) -> WasiConfig:
        """What a store is given: these streams and nothing else."""

    def over(self) -> bool:
        """Whether the guest has written more than its limit."""

    def written(self) -> tuple[bytes, bytes]:
        """What is kept of stdout and stderr."""


class Captured:
    """stdin from bytes; stdout and stderr into files in memory, which a guest's thread writes without another's help.

    `limit`, in bytes, holds for each of the two; it is looked at between the guest's instructions, so that a little
    more may have been written, but no more is kept.
    """

    def __init__(self, stdin: bytes, limit: int) -> None:
        self._stdin = stdin
        self._limit = limit
        self._stdout = os.memfd_create("stdout")
        self._stderr = os.memfd_create("stderr")

    def __enter__(self) -> Captured:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._stdout)
        os.close(self._stderr)

    def wasi(self) -> WasiConfig:
        config = WasiConfig()
        _set_stdin(config, self._stdin)
        config.stdout_file = f"/proc/self/fd/{self._stdout}"
        config.stderr_file = f"/proc/self/fd/{self._stderr}"
        return config

    def over(self) -> bool:
        return os.fstat(self._stdout).st_size > self._limit or os.fstat(self._stderr).st_size > self._limit

    def written(self) -> tuple[bytes, bytes]:
        stdout = os.pread(self._stdout, self._limit, 0)
        last = max(0, os.fstat(self._stderr).st_size - STDERR_KEPT)
        return stdout, os.pread(self._stderr, STDERR_KEPT, last)


class Terminal:
    """This process's own streams. stdout passes through a pipe that a thread empties, to count it."""

    def __init__(self, guest: TerminalGuest) -> None:
        self._guest = guest
        self._read, self._write = os.pipe()
        self._pump = threading.Thread(target=self._forward, name="stdout", daemon=True)

    def __enter__(self) -> Terminal:
        self._pump.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def wasi(self) -> WasiConfig:
        config = WasiConfig()
        config.inherit_stdin()
        config.stdout_file = f"/proc/self/fd/{self._write}"
        config.inherit_stderr()
        return config

    def over(self) -> bool:
        return self._guest.stopped is Kind.OUTPUT_LIMIT

    def written(self) -> tuple[bytes, bytes]:
        self._end()
        return b"", b""

    def _forward(self) -> None:
        """Until the pipe has no writer left."""
        with io.FileIO(self._read) as pipe:
            while data := pipe.read(_CHUNK):
                self._write_out(data)

    def _write_out(self, data: bytes) -> None:
        """What follows the limit, or a terminal that is gone, is dropped."""
        try:
            while data and self._guest.stopped is not Kind.OUTPUT_LIMIT:
                data = data[self._guest.write_stdout(data) :]
        except (Stopped, BrokenPipeError):
            return

    def _end(self) -> None:
        if self._pump.is_alive():
            os.close(self._write)
            self._pump.join()


def _set_stdin(config: WasiConfig, data: bytes) -> None:
    vector = _bindings.wasm_byte_vec_t()
    source = ctypes.cast(ctypes.c_char_p(data), ctypes.POINTER(ctypes.c_uint8))
    _bindings.wasm_byte_vec_new(ctypes.byref(vector), len(data), source)
    _bindings.wasi_config_set_stdin_bytes(config.ptr(), ctypes.byref(vector))
