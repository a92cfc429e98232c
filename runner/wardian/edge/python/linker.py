"""What an instance of the component can call: wasmtime's WASI 0.2, without folders or network.

The system's `poll` and `block` answer at once, so that no guest can hold a thread, and its clocks are the run's own. A
guest that finds no input yet asks again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wasmtime import Engine, StoreContext, WasmtimeError
from wasmtime.component import Linker, Record, ResourceAny

from wardian.edge.guest import Guest, Stopped
from wardian.edge.python import granted
from wardian.edge.running import Running

_WASI = "0.2.12"
"""The version under which this release of wasmtime defines WASI 0.2; shadowing works under this name alone."""


def make_linker(engine: Engine, running: Running, idle: Callable[[], None]) -> Linker:
    """`idle` is called each time that a guest would wait for input."""
    linker = Linker(engine)
    linker.add_wasip2()
    linker.allow_shadowing = True
    functions: dict[str, dict[str, Callable[..., Any]]] = {
        f"wasi:io/poll@{_WASI}": {
            "poll": _poll,
            "[method]pollable.block": lambda store, pollable: _block(store, pollable, idle),
        },
        f"wasi:clocks/monotonic-clock@{_WASI}": {"now": lambda store: _guest(running).wall_ns()},
        f"wasi:clocks/wall-clock@{_WASI}": {"now": lambda store: _datetime(_guest(running).real_time_ns())},
        granted.INTERFACE: granted.functions(lambda: _guest(running)),
        "wardian:python/clock@1.0.0": {"sleep": lambda store, duration_ns: _sleep(_guest(running), duration_ns)},
    }
    with linker.root() as root:
        for interface, members in functions.items():
            with root.add_instance(interface) as instance:
                for name, function in members.items():
                    instance.add_func(name, _guarded(function, running))
    return linker


def _guarded(function: Callable[..., Any], running: Running) -> Callable[..., Any]:
    """The bindings keep what is raised in a global that any thread may take, and let KeyboardInterrupt out.

    A WasmtimeError ends the guest alone.
    """

    def call(store: StoreContext, *arguments: Any) -> Any:
        try:
            return function(store, *arguments)
        except WasmtimeError:
            raise
        except Stopped as stopped:
            raise WasmtimeError("stopped by a limit") from stopped
        except BaseException as error:
            running.keep(error)
            raise WasmtimeError("the host failed") from error

    return call


def _guest(running: Running) -> Guest:
    if running.guest is None:
        raise WasmtimeError("no guest runs")
    return running.guest


def _poll(store: StoreContext, pollables: list[ResourceAny]) -> list[int]:
    for pollable in pollables:
        pollable.drop(store)
    return list(range(len(pollables)))


def _block(store: StoreContext, pollable: ResourceAny, idle: Callable[[], None]) -> None:
    pollable.drop(store)
    idle()


def _datetime(nanoseconds: int) -> Any:
    value: Any = Record()
    value.seconds, value.nanoseconds = divmod(nanoseconds, 10**9)
    return value


def _sleep(guest: Guest, duration_ns: int) -> None:
    guest.wait(duration_ns, for_stdin=False)
