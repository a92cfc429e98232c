"""Runs WebAssembly commands: a fresh, sealed instance for every run, in tens of microseconds."""

from __future__ import annotations

import io
import math
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wasmtime import Engine, Module, WasmtimeError

from wardian.edge import native, words
from wardian.edge.abi import define_edge
from wardian.edge.engine import TABLE_ELEMENTS, TICK_S, Ticker, fingerprint, make_engine
from wardian.edge.failure import Failure
from wardian.edge.guest import Guest, Tail, TerminalGuest
from wardian.edge.host import Host
from wardian.edge.library import address
from wardian.edge.limits import Limits
from wardian.edge.outcome import Busy, Kind, Outcome
from wardian.edge.wasi import define_preview1

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

_SLOTS = 256
_NO_SLOT = "maximum concurrent"


class NotLoadable(Exception):
    """A compiled module was made for another engine, or is damaged; making it anew helps."""


def make_host(engine: Engine) -> Host:
    """All that a program on the edge can import."""
    host = Host(engine)
    define_preview1(host)
    define_edge(host)
    return host


class Program:
    """A compiled module, linked once and ready to be instantiated; made by `CoreRuntime.load`."""

    def __init__(self, runtime: CoreRuntime, module: Module) -> None:
        self._pre = runtime.host.linker.instantiate_pre(module)
        self.pre = address(self._pre.ptr())


class CoreRuntime:
    """One engine and the thread that keeps its time. Guests run on the threads that call it, many at once."""

    def __init__(self, limits: Limits, slots: int = _SLOTS) -> None:
        """`slots` is how many guests can run at once, and how many modules stay warm."""
        self._limits = limits
        self._engine = make_engine(limits.memory, slots)
        self._ticks = max(1, math.ceil(min(limits.cpu_s, limits.wall_s) / TICK_S))
        self._engine_at = address(self._engine.ptr())
        self.fingerprint = fingerprint(self._engine)
        self.host = make_host(self._engine)
        self._running = self.host.running
        self._epoch_callback = self._running.epoch_callback(self._ticks_granted)
        self._ticker = Ticker(self._engine)

    def close(self) -> None:
        self._ticker.close()

    def load(self, path: Path) -> Program:
        """`path` is a module that `wardian.edge.compile` made: never one that a user supplied. Raises NotLoadable."""
        try:
            return Program(self, Module.deserialize_file(self._engine, str(path)))
        except WasmtimeError as error:
            raise NotLoadable(str(error)) from error

    def run(
        self,
        program: Program,
        env: Mapping[str, str],
        stdin: bytes = b"",
        args: Sequence[str] = ("program",),
        powers: Powers | None = None,
        wall_s: float | None = None,
    ) -> Outcome:
        """Run a fresh instance to its end; `wall_s` is what the caller has left, if that is less than the limit.

        Raises Busy, and ValueError for text with a NUL or a lone surrogate.
        """
        stdout, stderr = io.BytesIO(), Tail()
        guest = Guest(self._limits, io.BytesIO(stdin), stdout, stderr, powers, wall_s)
        return self._run(program, guest, env, args, stdout, stderr, wall_s)

    def run_in_terminal(self, program: Program, env: Mapping[str, str], args: Sequence[str]) -> Outcome:
        """Like `run`, on this process's own stdin, stdout and stderr; the outcome's are empty."""
        stdin, stdout, stderr = (io.FileIO(fd, mode, closefd=False) for fd, mode in ((0, "r"), (1, "w"), (2, "w")))
        guest = TerminalGuest(self._limits, stdin, stdout, stderr)
        return self._run(program, guest, env, args, io.BytesIO(), Tail(), None)

    def _run(
        self,
        program: Program,
        guest: Guest,
        env: Mapping[str, str],
        args: Sequence[str],
        stdout: io.BytesIO,
        stderr: Tail,
        wall_s: float | None,
    ) -> Outcome:
        start = time.perf_counter_ns()
        guest.args = _strings(args)
        guest.env = _strings([f"{name}={value}" for name, value in env.items()])
        running = self._running
        outer, running.guest = running.guest, guest
        self._ticker.begin()
        store = native.Store(self._engine_at)
        try:
            store.limit(self._limits.memory, TABLE_ELEMENTS)
            store.on_epoch(self._ticks if wall_s is None else guest.ticks_left(), self._epoch_callback)
            store.set_wasi(isinstance(guest, TerminalGuest))
            failure = store.instantiate(program.pre)
            ready = time.perf_counter_ns()
            if failure is None:
                failure = store.call(b"_start")
            peak_memory = store.memory_size()
            fuel = store.fuel_used()
        finally:
            store.close()
            guest.memory = None
            self._ticker.end()
            running.guest = outer
        running.raise_kept()
        kind, exit_code, message = self._verdict(guest, failure, peak_memory, wall_s)
        return Outcome(
            kind=kind,
            exit_code=exit_code,
            stdout=stdout.getvalue(),
            stderr=stderr.getvalue(),
            message=message,
            instantiate_us=(ready - start) / 1e3,
            total_us=(time.perf_counter_ns() - start) / 1e3,
            cpu_us=guest.cpu_ns() / 1e3,
            peak_memory=peak_memory,
            fuel=None if guest.stopped in (Kind.CPU_LIMIT, Kind.WALL_LIMIT) else fuel,
            trace=failure.trace if failure is not None else (),
        )

    def _verdict(
        self, guest: Guest, failure: Failure | None, peak_memory: int, wall_s: float | None
    ) -> tuple[Kind, int | None, str]:
        if guest.stopped is not None:
            return guest.stopped, None, words.for_limit(guest.stopped, self._limits, wall_s)
        if failure is None:
            return Kind.EXITED, 0, ""
        if failure.exit_code is not None:
            return Kind.EXITED, failure.exit_code, ""
        if failure.trap is None and _NO_SLOT in failure.message:
            raise Busy
        if failure.trap is None and "exceeds memory limits" in failure.message:
            return Kind.MEMORY_LIMIT, None, words.for_limit(Kind.MEMORY_LIMIT, self._limits)
        return Kind.TRAPPED, None, words.for_trap(failure, self._limits, peak_memory)

    def _ticks_granted(self) -> int | None:
        guest = self._running.guest
        return None if guest is None or guest.over_time() else guest.ticks_left()


def _strings(texts: Collection[str]) -> bytes:
    """Each followed by a NUL. Raises ValueError when one holds a NUL itself, or a lone surrogate."""
    if not texts:
        return b""
    strings = "\0".join(texts).encode() + b"\0"
    if strings.count(b"\0") != len(texts):
        raise ValueError("an argument or environment variable holds a NUL character")
    return strings
