"""Runs components: a fresh instance for every request."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wasmtime import Store, WasmtimeError
from wasmtime.component import Component, ExportIndex, Linker, ResourceHost

from wardian.edge import native
from wardian.edge.components import engine, names, verdict, world
from wardian.edge.components.handles import Handles
from wardian.edge.components.linker import Linking, RunningComponent
from wardian.edge.components.request import split
from wardian.edge.components.run import ComponentRun
from wardian.edge.components.server import IncomingRequest, ResponseOutparam
from wardian.edge.core import NotLoadable
from wardian.edge.engine import Ticker
from wardian.edge.library import address
from wardian.edge.limits import Limits
from wardian.edge.outcome import Busy, Outcome
from wardian.edge.streams import StreamGuest, Tail
from wardian.edge.touched import touched

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

_EVERY_TICK = 1


@dataclass(frozen=True, slots=True)
class LoadedComponent:
    component: Component
    linker: Linker
    handle: ExportIndex


class ComponentRuntime:
    """One engine and the thread that keeps its time. Runs each guest on the thread that calls it, some at once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._engine = engine.make_engine(limits.memory)
        self._running = RunningComponent()
        self._linking = Linking(self._engine, self._running)
        self._callback = self._running.epoch_callback(self._ticks_granted)
        self._ticker = Ticker(self._engine)
        self._free = threading.Semaphore(engine.GUESTS)

    def close(self) -> None:
        self._ticker.close()

    def load(self, compiled: Path) -> LoadedComponent:
        """What `compile` of this package made. Raises NotLoadable."""
        try:
            component = Component.deserialize_file(self._engine, str(compiled))
        except WasmtimeError as error:
            raise NotLoadable(str(error)) from error
        return LoadedComponent(component, self._linking.linker(component), _handler(component, self._engine))

    def run(
        self,
        program: LoadedComponent,
        env: Mapping[str, str],
        stdin: bytes = b"",
        powers: Powers | None = None,
        wall_s: float | None = None,
    ) -> Outcome:
        """Answer the request that the CGI variables tell of; the other ones are the component's environment.

        `wall_s` is what the caller has left, if that is less than the limit. `stdout` of the outcome is the response
        in the words of CGI, `peak_memory` what the run touched. Raises Busy.
        """
        start, before = time.perf_counter_ns(), touched()
        request, variables = split(env, stdin)
        guest = StreamGuest(self._limits, io.BytesIO(), io.BytesIO(), stderr := Tail(), powers, wall_s)
        run = ComponentRun(guest, Handles(world.KINDS), request, variables, powers)
        ready, failure = start, None
        with self._running_as(run) as store:
            try:
                instance = program.linker.instantiate(store, program.component)
                ready = time.perf_counter_ns()
                handle: Any = instance.get_func(store, program.handle)
                handle(store, _given(run, IncomingRequest()), _given(run, ResponseOutparam()))
            except WasmtimeError as error:
                failure = str(error)
            peak_memory = touched() - before
        self._running.raise_kept()
        kind, message, stdout, trace = verdict.of(run, failure, self._limits, wall_s)
        return Outcome(
            kind=kind,
            exit_code=run.exit_code,
            stdout=stdout,
            stderr=stderr.getvalue(),
            message=message,
            instantiate_us=(ready - start) / 1e3,
            total_us=(time.perf_counter_ns() - start) / 1e3,
            cpu_us=guest.cpu_ns() / 1e3,
            peak_memory=peak_memory,
            trace=trace,
        )

    @contextmanager
    def _running_as(self, run: ComponentRun) -> Iterator[Store]:
        if not self._free.acquire(blocking=False):
            raise Busy
        before = self._running.guest, self._running.run
        self._running.guest, self._running.run = run.guest, run
        self._ticker.begin()
        try:
            with Store(self._engine) as store:
                store.set_limits(
                    memory_size=self._limits.memory,
                    table_elements=engine.TABLE_ELEMENTS,
                    instances=engine.CORE_INSTANCES,
                    tables=engine.TABLES,
                    memories=engine.MEMORIES,
                )
                native.set_epoch_callback(address(store.ptr()), self._callback)
                store.set_epoch_deadline(_EVERY_TICK)
                yield store
        finally:
            self._ticker.end()
            self._running.guest, self._running.run = before
            self._free.release()

    def _ticks_granted(self) -> int | None:
        guest = self._running.guest
        return None if guest is None or guest.over_time() else _EVERY_TICK


def _given(run: ComponentRun, value: object) -> ResourceHost:
    return ResourceHost.own(*run.handles.add(value))


def _handler(component: Component, on: Any) -> ExportIndex:
    name = next(name for name in component.type.exports(on) if names.is_handler(name))
    index = component.get_export_index("handle", component.get_export_index(name))
    if index is None:
        raise LookupError("handle")
    return index
