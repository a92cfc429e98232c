"""Where a Python guest's stdin comes from and its stdout and stderr go."""

from __future__ import annotations

import ctypes
import os
from typing import Protocol

from wasmtime import WasiConfig, _bindings

from wardian.edge.guest import STDERR_KEPT


class Streams(Protocol):
    def wasi(self) -> WasiConfig:
        """What a store is given: these streams and nothing else."""

    def idle(self) -> None:
        """Called again and again while the guest waits for input."""

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

    def idle(self) -> None:
        """There is nothing to wait for."""

    def over(self) -> bool:
        return os.fstat(self._stdout).st_size > self._limit or os.fstat(self._stderr).st_size > self._limit

    def written(self) -> tuple[bytes, bytes]:
        stdout = os.pread(self._stdout, self._limit, 0)
        last = max(0, os.fstat(self._stderr).st_size - STDERR_KEPT)
        return stdout, os.pread(self._stderr, STDERR_KEPT, last)


def _set_stdin(config: WasiConfig, data: bytes) -> None:
    vector = _bindings.wasm_byte_vec_t()
    source = ctypes.cast(ctypes.c_char_p(data), ctypes.POINTER(ctypes.c_uint8))
    _bindings.wasm_byte_vec_new(ctypes.byref(vector), len(data), source)
    _bindings.wasi_config_set_stdin_bytes(config.ptr(), ctypes.byref(vector))
