"""Runs Python projects: a fresh instance of the component for every run, in milliseconds."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from wasmtime import Store, WasmtimeError
from wasmtime.component import Component

from wardian.edge import backtrace, native, words
from wardian.edge.engine import Ticker
from wardian.edge.failure import Failure
from wardian.edge.guest import Guest
from wardian.edge.library import address
from wardian.edge.limits import Limits
from wardian.edge.outcome import Busy, Kind, Outcome
from wardian.edge.python import traps
from wardian.edge.python.engine import make_engine
from wardian.edge.python.linker import make_linker
from wardian.edge.python.streams import Captured, Streams
from wardian.edge.python.terminal import PatientGuest, Terminal
from wardian.edge.running import Running
from wardian.edge.touched import touched
from wardian.model import Language

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

_EVERY_TICK = 1
_STOPPED_AT_AN_EPOCH = (Kind.CPU_LIMIT, Kind.WALL_LIMIT, Kind.OUTPUT_LIMIT)
_UNCAUGHT = 1
"""Python's exit status when an exception ends a program."""
_ENTRY = Language.PYTHON.entry


class _Running(Running):
    def __init__(self) -> None:
        super().__init__()
        self.streams: Streams | None = None


class PythonRuntime:
    """One engine and the thread that keeps its time. Guests run on the threads that call it, some at once."""

    def __init__(self, compiled: Path, limits: Limits) -> None:
        """`compiled` is what `component.require` names. Raises WasmtimeError when it was made for another engine."""
        self._limits = limits
        self._engine = make_engine(limits.memory)
        self._component = Component.deserialize_file(self._engine, str(compiled))
        self._run_export = self._component.get_export_index("run")
        self._code_export = self._component.get_export_index("code")
        self._running = _Running()
        self._linker = make_linker(self._engine, self._running, self._idle)
        self._callback = self._running.epoch_callback(self._ticks_granted)
        self._ticker = Ticker(self._engine)

    def close(self) -> None:
        self._ticker.close()

    def run(
        self,
        files: Mapping[str, str | bytes],
        env: Mapping[str, str],
        stdin: bytes = b"",
        args: Sequence[str] = (),
        powers: Powers | None = None,
        wall_s: float | None = None,
        code: str = "",
    ) -> Outcome:
        """Run main.py in a fresh instance to its end; `args` follow sys.argv[0]. `peak_memory` is what it touched.

        `code` is of the same files, by `compile`. `wall_s` is what the caller has left, if that is less than the limit.
        Raises Busy, and ValueError for text with a NUL in `args` or `env`, or a lone surrogate anywhere.
        """
        guest = Guest(self._limits, powers, wall_s)
        with Captured(stdin, self._limits.response) as streams:
            return self._run(guest, streams, files, env, args, wall_s, code)

    def compile(self, files: Mapping[str, str | bytes]) -> tuple[str, float]:
        """What `run` takes as the code of the same files, and the CPU time in µs that it took to make.

        An instance of its own makes it, which runs none of it. "" when it would take more than a run may. Raises Busy.
        """
        guest = Guest(self._limits)
        with Captured(b"", self._limits.response) as streams, self._running_as(guest, streams) as store:
            try:
                instance = self._linker.instantiate(store, self._component)
                code: str = instance.get_func(store, self._code_export)(store, _texts(files))  # type: ignore
            except WasmtimeError as error:
                if traps.NO_SLOT in str(error):
                    raise Busy from None
                code = ""
        self._running.raise_kept()
        return code, guest.cpu_ns() / 1e3

    def run_in_terminal(
        self, files: Mapping[str, str | bytes], env: Mapping[str, str], args: Sequence[str] = ()
    ) -> Outcome:
        """Like `run`, on this process's own stdin, stdout and stderr; the outcome's are empty."""
        guest = PatientGuest(self._limits)
        with Terminal(guest) as streams:
            return self._run(guest, streams, files, env, args)

    def _run(
        self,
        guest: Guest,
        streams: Streams,
        files: Mapping[str, str | bytes],
        env: Mapping[str, str],
        args: Sequence[str],
        wall_s: float | None = None,
        code: str = "",
    ) -> Outcome:
        start, before = time.perf_counter_ns(), touched()
        pairs = _joined(f"{name}={env[name]}" for name in env)
        arguments = (_texts(files), _binary(files), code, _ENTRY, _joined(args), pairs)
        ready = start
        with self._running_as(guest, streams) as store:
            try:
                instance = self._linker.instantiate(store, self._component)
                ready = time.perf_counter_ns()
                result: int | Failure | None = instance.get_func(store, self._run_export)(store, *arguments)  # type: ignore
            except WasmtimeError as error:
                result = traps.failure(error)
            fuel = native.FUEL - store.get_fuel()
            peak_memory = touched() - before
        self._running.raise_kept()
        stdout, stderr = streams.written()
        kind, exit_code, message = self._verdict(guest, streams, result, wall_s)
        return Outcome(
            kind=kind,
            exit_code=exit_code,
            stdout=stdout,
            stderr=stderr,
            message=message,
            instantiate_us=(ready - start) / 1e3,
            total_us=(time.perf_counter_ns() - start) / 1e3,
            cpu_us=guest.cpu_ns() / 1e3,
            peak_memory=peak_memory,
            fuel=None if kind in _STOPPED_AT_AN_EPOCH else fuel,
            trace=backtrace.parse_traceback(stderr.decode(errors="replace")) if exit_code == _UNCAUGHT else (),
        )

    @contextmanager
    def _running_as(self, guest: Guest, streams: Streams) -> Iterator[Store]:
        running = self._running
        before = running.guest, running.streams
        running.guest, running.streams = guest, streams
        self._ticker.begin()
        try:
            with Store(self._engine) as store:
                store.set_limits(memory_size=self._limits.memory)
                native.set_epoch_callback(address(store.ptr()), self._callback)
                store.set_epoch_deadline(_EVERY_TICK)
                store.set_fuel(native.FUEL)
                store.set_wasi(streams.wasi())
                yield store
        finally:
            self._ticker.end()
            running.guest, running.streams = before

    def _idle(self) -> None:
        if self._running.streams is not None:
            self._running.streams.idle()

    def _ticks_granted(self) -> int | None:
        guest, streams = self._running.guest, self._running.streams
        over = guest is None or streams is None or guest.over_time() or streams.over()
        return None if over else _EVERY_TICK

    def _verdict(
        self, guest: Guest, streams: Streams, result: int | Failure | None, wall_s: float | None
    ) -> tuple[Kind, int | None, str]:
        stopped = Kind.OUTPUT_LIMIT if streams.over() else guest.stopped
        if result is None:
            stopped = stopped or Kind.MEMORY_LIMIT
        if stopped is not None:
            return stopped, None, words.for_limit(stopped, self._limits, wall_s)
        if isinstance(result, Failure):
            if result.exit_code is not None:
                return Kind.EXITED, result.exit_code, ""
            if traps.NO_SLOT in result.message:
                raise Busy
            if "exceeds" in result.message:  # the limit is less than Python itself needs
                return Kind.MEMORY_LIMIT, None, words.for_limit(Kind.MEMORY_LIMIT, self._limits)
            return Kind.TRAPPED, None, words.for_trap(result, self._limits, 0)
        return Kind.EXITED, result, ""


def _texts(files: Mapping[str, str | bytes]) -> list[tuple[str, str]]:
    return [(path, held) for path, held in files.items() if isinstance(held, str)]


def _binary(files: Mapping[str, str | bytes]) -> list[tuple[str, str]]:
    """One character a byte."""
    return [(path, held.decode("latin-1")) for path, held in files.items() if isinstance(held, bytes)]


def _joined(texts: Iterable[str]) -> str:
    """Strings that each end with NUL. Raises ValueError when one holds a NUL itself."""
    strings = list(texts)
    if any("\0" in text for text in strings):
        raise ValueError("an argument or environment variable holds a NUL character")
    return "".join(f"{text}\0" for text in strings)
