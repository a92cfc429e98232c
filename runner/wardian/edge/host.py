"""The host's functions that core modules can import."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from typing import Any

from wasmtime import Engine, FuncType, Linker, ValType

from wardian.edge import native
from wardian.edge.guest import Stopped
from wardian.edge.library import UNCHECKED_CALLBACK, address
from wardian.edge.memory import Memory
from wardian.edge.running import Running

_RAW = {"i": "I12x", "l": "q8x"}
_RESULT = struct.Struct("<q")
_TYPES = {"i": ValType.i32, "l": ValType.i64}

HostFunction = Callable[..., int]
"""Called as `function(guest, memory, *arguments)`, on the guest's thread. The result is an i32.

Stopped ends the guest. An address outside of the memory raises IndexError.
"""

Failed = Callable[[Exception], int]
"""Gives the result for what a function raised; what it raises itself is raised to whoever started the guest."""


class Host:
    """A linker for commands, and the guests that call its functions. Guests may run on several threads at once."""

    def __init__(self, engine: Engine) -> None:
        self.running = Running()
        self.linker = Linker(engine)
        self.linker.define_wasi()
        self.linker.allow_shadowing = True
        self._kept: list[object] = []

    def define(self, module: str, name: str, parameters: str, function: HostFunction, failed: Failed) -> None:
        """`parameters` has a letter for each: `i` for i32, which arrives unsigned, and `l` for i64."""
        self.define_native(module, name, parameters, UNCHECKED_CALLBACK(self._guarded(parameters, function, failed)))

    def define_native(self, module: str, name: str, parameters: str, callback: Any) -> None:
        """`callback` is an UNCHECKED_CALLBACK; one in Python must let no exception out."""
        signature = FuncType([_TYPES[kind]() for kind in parameters], [ValType.i32()])
        native.define(address(self.linker.ptr()), module, name, signature.ptr(), callback)
        self._kept.append(callback)

    def _guarded(
        self, parameters: str, function: HostFunction, failed: Failed
    ) -> Callable[[int, int, int, int], int | None]:
        """`function` as libwasmtime calls it. An exception that is not expected ends the guest; see `Running`."""
        layout = struct.Struct("<" + "".join(_RAW[kind] for kind in parameters))
        raw_values = ctypes.c_char * layout.size
        running = self.running

        def call(env: int, caller: int, values: int, count: int) -> int | None:
            try:
                raw = raw_values.from_address(values)
                guest = running.guest
                if guest is None:
                    raise RuntimeError("no guest runs on this thread")
                try:
                    memory = guest.memory
                    if memory is None:
                        memory = guest.memory = Memory(caller)
                    result = function(guest, memory, *layout.unpack_from(raw))
                except Stopped:
                    return native.new_trap(b"stopped by a limit")
                except Exception as error:  # noqa: BLE001
                    result = failed(error)
                _RESULT.pack_into(raw, 0, result)
            except BaseException as error:  # noqa: BLE001
                running.keep(error)
                return native.new_trap(b"the host failed")
            return None

        return call
