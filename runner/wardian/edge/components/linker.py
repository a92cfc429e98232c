"""Gives a component what it imports, under the names and versions that it imports it by."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from wasmtime import Engine
from wasmtime.component import Component, ComponentInstanceType, FuncType, Linker, ResourceType

from wardian.edge import native as core
from wardian.edge.components import names, native, world
from wardian.edge.components.handles import Misuse
from wardian.edge.components.interface import Function
from wardian.edge.components.run import ComponentRun, Exited
from wardian.edge.components.values import MISTYPED, SIZE
from wardian.edge.guest import Stopped
from wardian.edge.running import Running

_OTHER_RESOURCE = 0
_ENDED = b"ended by the edge"

_Called = Callable[..., None]
"""Called with the run, where the arguments are and how many, and where the results are to be and how many."""


class RunningComponent(Running):
    """`run` is the request that the calling thread's guest answers."""

    def __init__(self) -> None:
        super().__init__()
        self.run: ComponentRun | None = None


class Linking:
    """Makes linkers. The functions are made once, for all components; several guests may call them at once."""

    def __init__(self, engine: Engine, running: RunningComponent) -> None:
        self._engine = engine
        self._running = running
        self._functions: dict[tuple[str, str], Any] = {}
        self._destructor = native.DESTRUCTOR(self._drop)
        self._lock = threading.Lock()

    def linker(self, component: Component) -> Linker:
        """Must not outlive this object."""
        linker = Linker(self._engine)
        with linker.root() as root:
            for name, item in component.type.imports(self._engine).items():
                type_ = item.ty
                if isinstance(type_, ComponentInstanceType):
                    with root.add_instance(name) as instance:
                        self._define(instance, names.parts(name)[0], type_)
        return linker

    def _define(self, instance: Any, interface: str, wanted: ComponentInstanceType) -> None:
        for name, item in wanted.exports(self._engine).items():
            type_ = item.ty
            if isinstance(type_, ResourceType):
                resource = world.RESOURCES.get(name)
                kind = _OTHER_RESOURCE if resource is None else world.KINDS[resource]
                native.add_resource(instance, name, kind, self._destructor)
            elif isinstance(type_, FuncType):
                native.add_function(instance, name, self._callback(interface, name))

    def _callback(self, interface: str, name: str) -> Any:
        with self._lock:
            known = self._functions.get((interface, name))
            if known is None:
                offered = world.INTERFACES.get(interface)
                function = None if offered is None else offered.functions.get(name)
                called = _refusing(f"{interface}.{name}") if function is None else _calling(function)
                known = self._functions[interface, name] = native.FUNCTION(self._guarded(called))
            return known

    def _guarded(self, called: _Called) -> Callable[..., int | None]:
        running = self._running

        def call(data: int, context: int, type_: int, *passed: int) -> int | None:
            run = running.run
            try:
                if run is None:
                    raise RuntimeError("no component runs on this thread")
                run.handles.context = context
                called(run, *passed)
            except Stopped:
                return core.new_error(_ENDED)
            except (Misuse, Exited) as end:
                return _end(run, end)
            except BaseException as error:  # noqa: BLE001
                running.keep(error)
                return core.new_error(_ENDED)
            return None

        return call

    def _drop(self, data: int, context: int, representation: int) -> int | None:
        run = self._running.run
        if run is not None:
            run.handles.drop(representation)
        return None


def _calling(function: Function) -> _Called:
    parameters, result, handler = function.parameters, function.result, function.handler
    expected = (len(parameters), 0 if result is None else 1)

    def called(run: ComponentRun, arguments: int, count: int, results: int, result_count: int) -> None:
        if (count, result_count) != expected:
            raise Misuse(MISTYPED)
        handles = run.handles
        values = [type_.read(arguments + index * SIZE, handles) for index, type_ in enumerate(parameters)]
        answer = handler(run, *values)
        if result is not None:
            result.write(results, answer, handles)

    return called


def _refusing(name: str) -> _Called:
    def called(run: ComponentRun, *passed: int) -> None:
        raise Misuse(f"it called {name}, which the edge does not offer")

    return called


def _end(run: ComponentRun | None, end: Misuse | Exited) -> int:
    if run is not None and isinstance(end, Exited):
        run.exit_code = end.code
    elif run is not None:
        run.misuse = str(end)
    return core.new_error(_ENDED)
