"""A guest's linear memory in the eyes of the host's functions."""

from __future__ import annotations

import ctypes
import functools
from ctypes import c_bool, c_char_p, c_size_t, c_void_p
from typing import Any

from wasmtime import _bindings

from wardian.edge.library import EXTERN_MEMORY, EXTERN_VALUE, brief

_caller_context = brief("wasmtime_caller_context", c_void_p, c_void_p)
_caller_export_get = brief("wasmtime_caller_export_get", c_bool, c_void_p, c_char_p, c_size_t, c_void_p)
_memory_data = brief("wasmtime_memory_data", c_void_p, c_void_p, c_void_p)
_memory_size = brief("wasmtime_memory_data_size", c_size_t, c_void_p, c_void_p)


@functools.cache
def _array(size: int) -> Any:
    """A type for each size that a memory has had, in steps of 64 KiB; making one takes longer than a request."""
    return ctypes.c_char * size


class Memory:
    """Good while the guest lives: a memory of the pool never moves, and grows only.

    What lies outside of it raises IndexError.
    """

    __slots__ = ("_array", "_context", "_handle", "_handle_at", "_size", "_view")

    def __init__(self, caller: int) -> None:
        """Of whoever calls the host now. Raises IndexError when it exports no memory."""
        self._handle = _bindings.wasmtime_extern_t()
        at = ctypes.addressof(self._handle)
        if not _caller_export_get(caller, b"memory", 6, at) or int(self._handle.kind) != EXTERN_MEMORY:
            raise IndexError("the guest exports no memory")
        self._handle_at = at + EXTERN_VALUE
        self._context = _caller_context(caller)
        self._look()

    def check(self, offset: int, size: int) -> None:
        """For what is written later: nothing happens here."""
        if offset + size > self._size:
            self._look_for(offset + size)

    def read(self, offset: int, size: int) -> bytes:
        end = offset + size
        if end > self._size:
            self._look_for(end)
        data: bytes = self._array[offset:end]
        return data

    def write(self, offset: int, data: bytes) -> None:
        end = offset + len(data)
        if end > self._size:
            self._look_for(end)
        self._view[offset:end] = data

    def _look_for(self, end: int) -> None:
        """The guest may have grown its memory."""
        self._look()
        if end > self._size:
            raise IndexError(end)

    def _look(self) -> None:
        size = self._size = _memory_size(self._context, self._handle_at)
        self._array = _array(size).from_address(_memory_data(self._context, self._handle_at))
        self._view = memoryview(self._array).cast("B")
