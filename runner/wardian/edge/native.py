"""The few functions of libwasmtime that a request needs. Each handle made here has one owner, who frees it."""

from __future__ import annotations

import ctypes
from ctypes import c_bool, c_char_p, c_int64, c_size_t, c_uint64, c_void_p
from typing import Any

from wasmtime import _bindings

from wardian.edge.failure import Failure, read_error, read_trap
from wardian.edge.library import EPOCH_CALLBACK, EXTERN_VALUE, UNCHECKED_CALLBACK, address, brief, long

FUEL = 1 << 62
"""More than any guest can use: CPU time is what stops it, and fuel only counts."""

_store_new = brief("wasmtime_store_new", c_void_p, c_void_p, c_void_p, c_void_p)
_store_context = brief("wasmtime_store_context", c_void_p, c_void_p)
_store_delete = brief("wasmtime_store_delete", None, c_void_p)
_store_limiter = brief("wasmtime_store_limiter", None, c_void_p, c_int64, c_int64, c_int64, c_int64, c_int64)
_store_epoch_callback = brief(
    "wasmtime_store_epoch_deadline_callback", None, c_void_p, EPOCH_CALLBACK, c_void_p, c_void_p
)
_set_epoch_deadline = brief("wasmtime_context_set_epoch_deadline", None, c_void_p, c_uint64)
_set_fuel = brief("wasmtime_context_set_fuel", c_void_p, c_void_p, c_uint64)
_get_fuel = brief("wasmtime_context_get_fuel", c_void_p, c_void_p, c_void_p)
_wasi_new = brief("wasi_config_new", c_void_p)
_wasi_inherit_stdin = brief("wasi_config_inherit_stdin", None, c_void_p)
_wasi_inherit_stdout = brief("wasi_config_inherit_stdout", None, c_void_p)
_wasi_inherit_stderr = brief("wasi_config_inherit_stderr", None, c_void_p)
_set_wasi = brief("wasmtime_context_set_wasi", c_void_p, c_void_p, c_void_p)
_instantiate = long("wasmtime_instance_pre_instantiate", c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_func_call = long("wasmtime_func_call", c_void_p, c_void_p, c_void_p, c_void_p, c_size_t, c_void_p, c_size_t, c_void_p)
_export_get = brief("wasmtime_instance_export_get", c_bool, c_void_p, c_void_p, c_char_p, c_size_t, c_void_p)
_memory_size = brief("wasmtime_memory_data_size", c_size_t, c_void_p, c_void_p)
_error_new = brief("wasmtime_error_new", c_void_p, c_char_p)
_trap_new = brief("wasmtime_trap_new", c_void_p, c_char_p, c_size_t)
_define_unchecked = brief(
    "wasmtime_linker_define_func_unchecked",
    c_void_p,
    c_void_p,
    c_char_p,
    c_size_t,
    c_char_p,
    c_size_t,
    c_void_p,
    UNCHECKED_CALLBACK,
    c_void_p,
    c_void_p,
)


class _Slots(ctypes.Structure):
    """Where libwasmtime writes its answers during one run."""

    _fields_ = (
        ("instance", _bindings.wasmtime_instance_t),
        ("item", _bindings.wasmtime_extern_t),
        ("trap", c_void_p),
        ("fuel", c_uint64),
    )


_ITEM = _Slots.item.offset
_ITEM_VALUE = _ITEM + EXTERN_VALUE
_TRAP = _Slots.trap.offset
_FUEL = _Slots.fuel.offset


class Store:
    """One guest's world, gone with `close`. Every method may be called only before that."""

    __slots__ = ("_at", "_context", "_pointer", "_slots")

    def __init__(self, engine: int) -> None:
        self._pointer = _store_new(engine, None, None)
        self._context = _store_context(self._pointer)
        self._slots = _Slots()
        self._at = ctypes.addressof(self._slots)

    def close(self) -> None:
        _store_delete(self._pointer)

    def limit(self, memory: int, table_elements: int) -> None:
        """One instance with one memory of at most `memory` bytes and one table."""
        _store_limiter(self._pointer, memory, table_elements, 1, 1, 1)
        _set_fuel(self._context, FUEL)

    def on_epoch(self, ticks: int, callback: Any) -> None:
        """Call `callback`, an EPOCH_CALLBACK that the caller keeps alive, once `ticks` epochs have passed."""
        _store_epoch_callback(self._pointer, callback, None, None)
        _set_epoch_deadline(self._context, ticks)

    def set_wasi(self, inherit_stdio: bool) -> None:
        """What wasmtime's own functions know: nothing, or whether the three streams are this process's own."""
        config = _wasi_new()
        if inherit_stdio:
            _wasi_inherit_stdin(config)
            _wasi_inherit_stdout(config)
            _wasi_inherit_stderr(config)
        _set_wasi(self._context, config)

    def instantiate(self, pre: int) -> Failure | None:
        return self._ended(_instantiate(pre, self._context, self._at, self._at + _TRAP))

    def call(self, name: bytes) -> Failure | None:
        """Call an exported function that takes and returns nothing. Raises LookupError when there is none."""
        if not _export_get(self._context, self._at, name, len(name), self._at + _ITEM):
            raise LookupError(name.decode())
        return self._ended(_func_call(self._context, self._at + _ITEM_VALUE, None, 0, None, 0, self._at + _TRAP))

    def memory_size(self) -> int:
        """Bytes of the exported memory; 0 if there is no instance."""
        if not self._slots.instance.store_id:
            return 0
        if not _export_get(self._context, self._at, b"memory", 6, self._at + _ITEM):
            return 0
        return int(_memory_size(self._context, self._at + _ITEM_VALUE))

    def fuel_used(self) -> int:
        """Instructions as wasmtime counts them; wrong once a guest was stopped at an epoch."""
        _get_fuel(self._context, self._at + _FUEL)
        return FUEL - int(self._slots.fuel)

    def _ended(self, error: int | None) -> Failure | None:
        if error:
            return read_error(error)
        if trap := self._slots.trap:
            self._slots.trap = None
            return read_trap(trap)
        return None


def set_epoch_callback(store: int, callback: Any) -> None:
    """Call `callback`, an EPOCH_CALLBACK that the caller keeps alive, at the deadline of the store at that address."""
    _store_epoch_callback(store, callback, None, None)


def define(linker: int, module: str, name: str, signature: Any, callback: Any) -> None:
    """Define a host function; `callback`, an UNCHECKED_CALLBACK, must outlive the linker and what it instantiates."""
    error = _define_unchecked(
        linker, module.encode(), len(module), name.encode(), len(name), address(signature), callback, None, None
    )
    if error:
        raise ValueError(read_error(error).message)


def new_trap(message: bytes) -> int:
    """A trap for a host function to return, which frees it."""
    return int(_trap_new(message, len(message)))


def new_error(message: bytes) -> int:
    """An error for an epoch callback to return, which frees it."""
    return int(_error_new(message))
