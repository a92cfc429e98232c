"""Why a guest did not return, read from libwasmtime's errors and traps."""

from __future__ import annotations

import ctypes
from ctypes import c_bool, c_int, c_void_p
from typing import TYPE_CHECKING, Any, NamedTuple

from wasmtime import _bindings

from wardian.edge import backtrace
from wardian.edge.library import brief

if TYPE_CHECKING:
    from wardian.model import Frame

_error_exit_status = brief("wasmtime_error_exit_status", c_bool, c_void_p, c_void_p)
_error_message = brief("wasmtime_error_message", None, c_void_p, c_void_p)
_error_delete = brief("wasmtime_error_delete", None, c_void_p)
_trap_code = brief("wasmtime_trap_code", c_bool, c_void_p, c_void_p)
_trap_message = brief("wasm_trap_message", None, c_void_p, c_void_p)
_trap_delete = brief("wasm_trap_delete", None, c_void_p)
_bytes_delete = brief("wasm_byte_vec_delete", None, c_void_p)


class Failure(NamedTuple):
    """`exit_code` is set when the guest exited; `trap` is wasmtime's trap code; `trace` is innermost first, and empty
    when the module was built without names.
    """

    exit_code: int | None
    trap: int | None
    message: str
    trace: tuple[Frame, ...] = ()


def read_error(error: int) -> Failure:
    """Frees the error at that address."""
    try:
        code = c_int()
        if _error_exit_status(error, ctypes.byref(code)):
            return Failure(code.value, None, "")
        return Failure(None, None, _text(_error_message, error))
    finally:
        _error_delete(error)


def read_trap(trap: int) -> Failure:
    """Frees the trap at that address."""
    try:
        code = ctypes.c_uint8()
        known = _trap_code(trap, ctypes.byref(code))
        message = _text(_trap_message, trap)
        return Failure(None, code.value if known else None, message, backtrace.parse(message))
    finally:
        _trap_delete(trap)


def _text(read: Any, source: int) -> str:
    vector = _bindings.wasm_byte_vec_t()
    read(source, ctypes.byref(vector))
    try:
        return ctypes.string_at(vector.data, vector.size).rstrip(b"\0").decode(errors="replace")
    finally:
        _bytes_delete(ctypes.byref(vector))
