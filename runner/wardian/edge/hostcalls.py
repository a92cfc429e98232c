"""Runs of commands by the library that `hostcalls_library` compiles: one call of Python's for each."""

from __future__ import annotations

import ctypes
from ctypes import c_bool, c_char_p, c_int64, c_size_t, c_uint64, c_void_p
from pathlib import Path
from typing import Any

from wasmtime._ffi import dll

from wardian.edge.ended import Ended
from wardian.edge.engine import TABLE_ELEMENTS
from wardian.edge.failure import read_error, read_trap
from wardian.edge.guest import STDERR_KEPT, Guest
from wardian.edge.host import Host
from wardian.edge.library import UNCHECKED_CALLBACK, address
from wardian.edge.limits import Limits
from wardian.edge.outcome import Kind
from wardian.edge.wasi import MODULE

_SIGNATURES = {
    "fd_write": "iiii",
    "fd_read": "iiii",
    "clock_time_get": "ili",
    "args_sizes_get": "ii",
    "args_get": "ii",
    "environ_sizes_get": "ii",
    "environ_get": "ii",
}
_MUCH_OUTPUT, _NO_MEMORY = 1, 2


class _Terms(ctypes.Structure):
    """What all runs of one runtime share."""

    _fields_ = (
        ("engine", c_void_p),
        ("at_deadline", c_void_p),
        ("memory", c_uint64),
        ("table", c_uint64),
        ("response", c_uint64),
    )


class _Run(ctypes.Structure):
    """What run.h calls `struct run`: what a run is given, then what came of it."""

    _fields_ = (
        ("terms", c_void_p),
        ("pre", c_void_p),
        ("ticks", c_uint64),
        ("input", c_char_p),
        ("input_left", c_size_t),
        ("arguments", c_char_p),
        ("arguments_size", c_size_t),
        ("environment", c_char_p),
        ("environment_size", c_size_t),
        ("start_ns", c_int64),
        ("cpu_start_ns", c_int64),
        ("slept_ns", c_int64),
        ("output", c_void_p),
        ("output_size", c_size_t),
        ("output_room", c_size_t),
        ("errors", c_void_p),
        ("errors_size", c_size_t),
        ("errors_room", c_size_t),
        ("error", c_void_p),
        ("trap", c_void_p),
        ("ready_ns", c_int64),
        ("memory_size", c_uint64),
        ("fuel_used", c_uint64),
        ("stopped", c_uint64),
        ("memory", c_uint64 * 5),
    )


class CalledGuest(Guest):
    """A guest whose streams and clocks are in C, from when `HostCalls.run` runs it."""

    run: _Run

    def wait(self, duration_ns: int | None, for_stdin: bool) -> bool:
        try:
            return super().wait(duration_ns, for_stdin)
        finally:
            self.run.slept_ns = self.slept_ns


class HostCalls:
    """The loaded library. Any number of engines and threads can use it."""

    def __init__(self, path: Path) -> None:
        """Raises OSError when it cannot be loaded, or does not fit to libwasmtime."""
        self._library = ctypes.CDLL(str(path))
        self.run = self._library.run_command
        self.run.argtypes, self.run.restype = (c_void_p,), None
        self.release = ctypes.PyDLL(str(path)).release
        self.release.argtypes, self.release.restype = (c_void_p,), None
        find = self._library.find_functions
        find.argtypes, find.restype = (c_void_p,), c_bool
        if not find(dll._handle):
            raise OSError(f"{path} does not fit to libwasmtime")

    def define_on(self, host: Host) -> None:
        """In the place of those that are Python's. A guest of such a host must be run by `Runner`."""
        for name, parameters in _SIGNATURES.items():
            host.define_native(MODULE, name, parameters, UNCHECKED_CALLBACK((name, self._library)))


class Runner:
    """Runs the commands of one engine."""

    def __init__(self, calls: HostCalls, engine: int, at_deadline: Any, limits: Limits) -> None:
        """`engine` is its address, and `at_deadline` an EPOCH_CALLBACK."""
        self._calls = calls
        self._kept = at_deadline
        self._terms = _Terms(engine, address(at_deadline), limits.memory, TABLE_ELEMENTS, limits.response)
        self._terms_at = ctypes.addressof(self._terms)

    def run(self, pre: int, ticks: int, guest: CalledGuest, stdin: bytes, args: bytes, env: bytes) -> Ended:
        """Run a fresh instance of what is linked at `pre` to its end. Raises MemoryError."""
        run = guest.run = _Run(
            self._terms_at,
            pre,
            ticks,
            stdin,
            len(stdin),
            args,
            len(args),
            env,
            len(env),
            guest.start_ns,
            guest.cpu_start_ns,
        )
        at = ctypes.addressof(run)
        try:
            self._calls.run(at)
            return _ended(run, guest)
        finally:
            self._calls.release(at)


def _ended(run: _Run, guest: Guest) -> Ended:
    failure = None
    if run.error:
        failure = read_error(run.error)
    elif run.trap:
        failure = read_trap(run.trap)
    if run.stopped == _MUCH_OUTPUT:
        guest.stopped = Kind.OUTPUT_LIMIT
    elif run.stopped == _NO_MEMORY:
        raise MemoryError
    stdout = ctypes.string_at(run.output, run.output_size) if run.output_size else b""
    stderr = ctypes.string_at(run.errors, run.errors_size)[-STDERR_KEPT:] if run.errors_size else b""
    return Ended(failure, run.ready_ns, run.memory_size, run.fuel_used, stdout, stderr)
