"""The few functions of libwasmtime that a request needs, called through ctypes without the bindings' objects.

The bindings' own classes cost some 100 µs a request. Each handle made here has one owner, which frees it in `finally`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from ctypes import c_bool, c_char_p, c_int, c_int64, c_size_t, c_uint64, c_void_p
from typing import Any

from wasmtime import _bindings
from wasmtime._ffi import dll

from wardian.model import Frame

_releasing = ctypes.CDLL(dll._name)
_holding = ctypes.PyDLL(dll._name)

UNCHECKED_CALLBACK = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_void_p, c_size_t)
EPOCH_CALLBACK = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)

EXTERN_MEMORY = 3


def _brief(name: str, result: Any, *arguments: Any) -> Any:
    """A call that ends within microseconds: cheaper when it keeps the interpreter lock."""
    return _typed(_holding, name, result, arguments)


def _long(name: str, result: Any, *arguments: Any) -> Any:
    """A call in which guests run: others must have the interpreter lock meanwhile."""
    return _typed(_releasing, name, result, arguments)


def _typed(library: ctypes.CDLL, name: str, result: Any, arguments: tuple[Any, ...]) -> Any:
    function = library[name]
    function.restype = result
    function.argtypes = list(arguments)
    return function


_store_new = _brief("wasmtime_store_new", c_void_p, c_void_p, c_void_p, c_void_p)
_store_context = _brief("wasmtime_store_context", c_void_p, c_void_p)
_store_delete = _brief("wasmtime_store_delete", None, c_void_p)
_store_limiter = _brief("wasmtime_store_limiter", None, c_void_p, c_int64, c_int64, c_int64, c_int64, c_int64)
_store_epoch_callback = _brief(
    "wasmtime_store_epoch_deadline_callback", None, c_void_p, EPOCH_CALLBACK, c_void_p, c_void_p
)
_set_epoch_deadline = _brief("wasmtime_context_set_epoch_deadline", None, c_void_p, c_uint64)
_wasi_new = _brief("wasi_config_new", c_void_p)
_wasi_delete = _brief("wasi_config_delete", None, c_void_p)
_wasi_env = _brief("wasi_config_set_env", c_bool, c_void_p, c_size_t, c_void_p, c_void_p)
_wasi_argv = _brief("wasi_config_set_argv", c_bool, c_void_p, c_size_t, c_void_p)
_wasi_inherit_stdin = _brief("wasi_config_inherit_stdin", None, c_void_p)
_wasi_inherit_stdout = _brief("wasi_config_inherit_stdout", None, c_void_p)
_wasi_inherit_stderr = _brief("wasi_config_inherit_stderr", None, c_void_p)
_set_wasi = _brief("wasmtime_context_set_wasi", c_void_p, c_void_p, c_void_p)
_instantiate = _long("wasmtime_instance_pre_instantiate", c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_func_call = _long("wasmtime_func_call", c_void_p, c_void_p, c_void_p, c_void_p, c_size_t, c_void_p, c_size_t, c_void_p)
_export_get = _brief("wasmtime_instance_export_get", c_bool, c_void_p, c_void_p, c_char_p, c_size_t, c_void_p)
_memory_data = _brief("wasmtime_memory_data", c_void_p, c_void_p, c_void_p)
_memory_size = _brief("wasmtime_memory_data_size", c_size_t, c_void_p, c_void_p)
_caller_context = _brief("wasmtime_caller_context", c_void_p, c_void_p)
_caller_export_get = _brief("wasmtime_caller_export_get", c_bool, c_void_p, c_char_p, c_size_t, c_void_p)
_error_new = _brief("wasmtime_error_new", c_void_p, c_char_p)
_error_exit_status = _brief("wasmtime_error_exit_status", c_bool, c_void_p, c_void_p)
_error_message = _brief("wasmtime_error_message", None, c_void_p, c_void_p)
_error_delete = _brief("wasmtime_error_delete", None, c_void_p)
_trap_new = _brief("wasmtime_trap_new", c_void_p, c_char_p, c_size_t)
_trap_code = _brief("wasmtime_trap_code", c_bool, c_void_p, c_void_p)
_trap_message = _brief("wasm_trap_message", None, c_void_p, c_void_p)
_trap_trace = _brief("wasm_trap_trace", None, c_void_p, c_void_p)
_trap_delete = _brief("wasm_trap_delete", None, c_void_p)
_frame_name = _brief("wasmtime_frame_func_name", ctypes.POINTER(_bindings.wasm_byte_vec_t), c_void_p)
_frames_delete = _brief("wasm_frame_vec_delete", None, c_void_p)
_bytes_delete = _brief("wasm_byte_vec_delete", None, c_void_p)
_define_unchecked = _brief(
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


def address(pointer: Any) -> int:
    """The address that a pointer of the bindings holds."""
    return ctypes.cast(pointer, c_void_p).value or 0


def set_epoch_callback(store: int, callback: Any) -> None:
    """Call `callback`, an EPOCH_CALLBACK that the caller keeps alive, at the deadline of the store at that address."""
    _store_epoch_callback(store, callback, None, None)


class Failure:
    """Why a guest did not return, read from a native error or trap, which is freed by reading it.

    `exit_code` is set when the guest exited; `trap` is wasmtime's trap code; `trace` is innermost first, and empty when
    the module was built without names.
    """

    __slots__ = ("exit_code", "message", "trace", "trap")

    def __init__(self, exit_code: int | None, trap: int | None, message: str, trace: tuple[Frame, ...]) -> None:
        self.exit_code = exit_code
        self.trap = trap
        self.message = message
        self.trace = trace


class _Slots(ctypes.Structure):
    """Where libwasmtime writes its answers during one run."""

    _fields_ = (
        ("instance", _bindings.wasmtime_instance_t),
        ("item", _bindings.wasmtime_extern_t),
        ("trap", c_void_p),
    )


_ITEM = _Slots.item.offset
_ITEM_VALUE = _ITEM + _bindings.wasmtime_extern_t.of.offset
_TRAP = _Slots.trap.offset
_VALUE = _bindings.wasmtime_extern_t.of.offset


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

    def on_epoch(self, ticks: int, callback: Any) -> None:
        """Call `callback`, an EPOCH_CALLBACK that the caller keeps alive, once `ticks` epochs have passed."""
        set_epoch_callback(self._pointer, callback)
        _set_epoch_deadline(self._context, ticks)

    def set_wasi(
        self, args: Sequence[bytes], names: Sequence[bytes], values: Sequence[bytes], inherit_stdio: bool
    ) -> None:
        """Raises ValueError when an argument or a variable is not UTF-8."""
        config = _wasi_new()
        names_array, values_array = _strings(names), _strings(values)
        args_array = _strings(args)
        accepted = _wasi_env(config, len(names), ctypes.addressof(names_array), ctypes.addressof(values_array))
        accepted = accepted and _wasi_argv(config, len(args), ctypes.addressof(args_array))
        if not accepted:
            _wasi_delete(config)
            raise ValueError("an argument or environment variable is not valid UTF-8")
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

    def _ended(self, error: int | None) -> Failure | None:
        if error:
            return _read_error(error)
        if trap := self._slots.trap:
            self._slots.trap = None
            return _read_trap(trap)
        return None


def _strings(values: Iterable[bytes]) -> ctypes.Array[c_char_p]:
    items = tuple(values)
    return (c_char_p * len(items))(*items)


def _read_error(error: int) -> Failure:
    try:
        code = c_int()
        if _error_exit_status(error, ctypes.byref(code)):
            return Failure(code.value, None, "", ())
        return Failure(None, None, _text(_error_message, error), ())
    finally:
        _error_delete(error)


def _read_trap(trap: int) -> Failure:
    try:
        code = ctypes.c_uint8()
        known = _trap_code(trap, ctypes.byref(code))
        return Failure(None, code.value if known else None, _text(_trap_message, trap), _trace(trap))
    finally:
        _trap_delete(trap)


def _text(read: Any, source: int) -> str:
    vector = _bindings.wasm_byte_vec_t()
    read(source, ctypes.byref(vector))
    try:
        return ctypes.string_at(vector.data, vector.size).rstrip(b"\0").decode(errors="replace")
    finally:
        _bytes_delete(ctypes.byref(vector))


def _trace(trap: int, most: int = 16) -> tuple[Frame, ...]:
    frames = _bindings.wasm_frame_vec_t(0, None)
    _trap_trace(trap, ctypes.byref(frames))
    try:
        names = (_frame_name(frames.data[index]) for index in range(min(frames.size, most)))
        return tuple(
            Frame(ctypes.string_at(name.contents.data, name.contents.size).decode(errors="replace"))
            for name in names
            if name
        )
    finally:
        _frames_delete(ctypes.byref(frames))


class Memory:
    """A guest's linear memory while a host function runs; a view of it is good until the guest goes on.

    Reads and writes outside of it raise IndexError.
    """

    __slots__ = ("_base", "_size")

    def __init__(self, caller: int, item: int) -> None:
        """`item` is the address of a wasmtime_extern_t that may be overwritten."""
        found = _caller_export_get(caller, b"memory", 6, item)
        if not found or ctypes.c_uint8.from_address(item).value != EXTERN_MEMORY:
            raise IndexError("the guest exports no memory")
        context = _caller_context(caller)
        self._base = _memory_data(context, item + _VALUE)
        self._size = _memory_size(context, item + _VALUE)

    def check(self, offset: int, size: int) -> None:
        """For what is written later: nothing happens here."""
        if offset + size > self._size:
            raise IndexError(offset)

    def read(self, offset: int, size: int) -> bytes:
        if offset + size > self._size:
            raise IndexError(offset)
        return ctypes.string_at(self._base + offset, size)

    def write(self, offset: int, data: bytes) -> None:
        if offset + len(data) > self._size:
            raise IndexError(offset)
        ctypes.memmove(self._base + offset, data, len(data))


def define(linker: int, module: str, name: str, signature: int, callback: Any) -> None:
    """Define a host function; `callback`, an UNCHECKED_CALLBACK, must outlive the linker and what it instantiates."""
    error = _define_unchecked(
        linker, module.encode(), len(module), name.encode(), len(name), signature, callback, None, None
    )
    if error:
        raise ValueError(_read_error(error).message)


def new_trap(message: bytes) -> int:
    """A trap for a host function to return, which frees it."""
    return int(_trap_new(message, len(message)))


def new_error(message: bytes) -> int:
    """An error for an epoch callback to return, which frees it."""
    return int(_error_new(message))
