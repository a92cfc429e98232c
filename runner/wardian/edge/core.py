"""Runs WebAssembly commands: a fresh, sealed instance for every run, in tens of microseconds."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wasmtime import Engine, Module, WasmtimeError

from wardian.edge import native, words
from wardian.edge.abi import define_edge
from wardian.edge.ended import Ended
from wardian.edge.engine import TABLE_ELEMENTS, TICK_S, Ticker, fingerprint, make_engine
from wardian.edge.failure import Failure
from wardian.edge.guest import Guest, monotonic_ns
from wardian.edge.host import Host
from wardian.edge.hostcalls import CalledGuest, HostCalls, Runner
from wardian.edge.library import address
from wardian.edge.limits import Limits
from wardian.edge.outcome import Busy, Kind, Outcome
from wardian.edge.streams import StreamGuest, Tail, TerminalGuest
from wardian.edge.wasi import define_preview1

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

_SLOTS = 256
_NO_SLOT = "maximum concurrent"
_AT_AN_EPOCH = (Kind.CPU_LIMIT, Kind.WALL_LIMIT)
_RETURNED = (Kind.EXITED, 0, "")
_ALONE = ("program",)
_PROGRAM = b"program\0"


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

    def __init__(self, limits: Limits, slots: int = _SLOTS, calls: HostCalls | None = None) -> None:
        """`slots` is how many guests can run at once, and how many modules stay warm.

        With `calls` a run takes a half of the time, and none can be in a terminal.
        """
        self._limits = limits
        self._engine = make_engine(limits.memory, slots)
        self._ticks = max(1, math.ceil(min(limits.cpu_s, limits.wall_s) / TICK_S))
        self._engine_at = address(self._engine.ptr())
        self.fingerprint = fingerprint(self._engine)
        self.host = make_host(self._engine)
        self._running = self.host.running
        self._epoch_callback = self._running.epoch_callback(self._ticks_granted)
        self._runner: Runner | None = None
        if calls is not None:
            calls.define_on(self.host)
            self._runner = Runner(calls, self._engine_at, self._epoch_callback, limits)
        self._ticker = Ticker(self._engine)

    def close(self) -> None:
        self._ticker.close()

    def load(self, path: Path) -> Program:
        """`path` is a module that `wardian.edge.compile` made: never one that a user supplied. Raises NotLoadable."""
        try:
            return Program(self, Module.deserialize_file(self._engine, str(path)))
        except WasmtimeError as error:
            raise NotLoadable(str(error)) from error

    def compile(self, module: bytes) -> Program:
        """For a module of our own: it is compiled in this process, without a limit."""
        return Program(self, Module(self._engine, module))

    def run(
        self,
        program: Program,
        env: Mapping[str, str],
        stdin: bytes = b"",
        args: Sequence[str] = _ALONE,
        powers: Powers | None = None,
        wall_s: float | None = None,
    ) -> Outcome:
        """Run a fresh instance to its end; `wall_s` is what the caller has left, if that is less than the limit.

        Raises Busy, and ValueError for text with a NUL or a lone surrogate.
        """
        argv = _PROGRAM if args is _ALONE else _strings(args)
        environment, runner = _environment(env), self._runner
        if runner is None:
            stdout, stderr = io.BytesIO(), Tail()
            streams = StreamGuest(self._limits, io.BytesIO(stdin), stdout, stderr, powers, wall_s)
            streams.args, streams.env = argv, environment
            outcome = self._run(streams, lambda ticks: self._step(program, streams, ticks), wall_s)
            return outcome._replace(stdout=stdout.getvalue(), stderr=stderr.getvalue())
        guest = CalledGuest(self._limits, powers, wall_s)
        return self._run(guest, lambda ticks: runner.run(program.pre, ticks, guest, stdin, argv, environment), wall_s)

    def run_in_terminal(self, program: Program, env: Mapping[str, str], args: Sequence[str]) -> Outcome:
        """Like `run`, on this process's own stdin, stdout and stderr; the outcome's are empty."""
        if self._runner is not None:
            raise ValueError("a program linked with calls in C cannot run in a terminal")
        stdin, stdout, stderr = (io.FileIO(fd, mode, closefd=False) for fd, mode in ((0, "r"), (1, "w"), (2, "w")))
        guest = TerminalGuest(self._limits, stdin, stdout, stderr)
        guest.args, guest.env = _strings(args), _environment(env)
        return self._run(guest, lambda ticks: self._step(program, guest, ticks), None)

    def _run(self, guest: Guest, run: Callable[[int], Ended], wall_s: float | None) -> Outcome:
        """`run` is told how many epochs may pass before a limit can be reached."""
        running = self._running
        outer, running.guest = running.guest, guest
        self._ticker.begin()
        try:
            ended = run(self._ticks if wall_s is None else guest.ticks_left())
        finally:
            guest.memory = None
            self._ticker.end()
            running.guest = outer
        running.raise_kept()
        kind, exit_code, message = self._verdict(guest, ended.failure, ended.peak_memory, wall_s)
        return Outcome(
            kind=kind,
            exit_code=exit_code,
            stdout=ended.stdout,
            stderr=ended.stderr,
            message=message,
            instantiate_us=(ended.ready_ns - guest.start_ns) / 1e3,
            total_us=(monotonic_ns() - guest.start_ns) / 1e3,
            cpu_us=guest.cpu_ns() / 1e3,
            peak_memory=ended.peak_memory,
            fuel=None if guest.stopped in _AT_AN_EPOCH else ended.fuel,
            trace=ended.failure.trace if ended.failure is not None else (),
        )

    def _step(self, program: Program, guest: StreamGuest, ticks: int) -> Ended:
        """What c/run.c does in one call. The bytes of the streams are left to who made them."""
        store = native.Store(self._engine_at)
        try:
            store.limit(self._limits.memory, TABLE_ELEMENTS)
            store.on_epoch(ticks, self._epoch_callback)
            store.set_wasi(isinstance(guest, TerminalGuest))
            failure = store.instantiate(program.pre)
            ready_ns = monotonic_ns()
            if failure is None:
                failure = store.call(b"_start")
            return Ended(failure, ready_ns, store.memory_size(), store.fuel_used(), b"", b"")
        finally:
            store.close()

    def _verdict(
        self, guest: Guest, failure: Failure | None, peak_memory: int, wall_s: float | None
    ) -> tuple[Kind, int | None, str]:
        if guest.stopped is not None:
            return guest.stopped, None, words.for_limit(guest.stopped, self._limits, wall_s)
        if failure is None:
            return _RETURNED
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


def _environment(variables: Mapping[str, str]) -> bytes:
    return _strings(list(map("=".join, variables.items())))


def _strings(texts: Collection[str]) -> bytes:
    """Each followed by a NUL. Raises ValueError when one holds a NUL itself, or a lone surrogate."""
    if not texts:
        return b""
    strings = "\0".join(texts).encode() + b"\0"
    if strings.count(b"\0") != len(texts):
        raise ValueError("an argument or environment variable holds a NUL character")
    return strings
