"""A guest's linear memory in the eyes of the host's functions."""

from __future__ import annotations

import ctypes
import functools
from ctypes import c_bool, c_char_p, c_size_t, c_void_p
from typing import Any

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

    __slots__ = ("_array", "_scratch", "_size", "_view", "caller")

    def __init__(self, caller: int, scratch: int) -> None:
        """`scratch` is the address of a wasmtime_extern_t that may be overwritten. Raises IndexError without a memory.

        `caller` is whoever calls the host now: it is another one at each call.
        """
        self.caller = caller
        self._scratch = scratch
        self._look()

    def check(self, offset: int, size: int) -> None:
        """For what is written later: nothing happens here."""
        self._end(offset, size)

    def read(self, offset: int, size: int) -> bytes:
        end = self._end(offset, size)
        data: bytes = self._array[offset:end]
        return data

    def write(self, offset: int, data: bytes) -> None:
        end = self._end(offset, len(data))
        self._view[offset:end] = data

    def _end(self, offset: int, size: int) -> int:
        end = offset + size
        if end > self._size:
            self._look()
            if end > self._size:
                raise IndexError(offset)
        return end

    def _look(self) -> None:
        scratch = self._scratch
        found = _caller_export_get(self.caller, b"memory", 6, scratch)
        if not found or ctypes.c_uint8.from_address(scratch).value != EXTERN_MEMORY:
            raise IndexError("the guest exports no memory")
        context = _caller_context(self.caller)
        self._size = _memory_size(context, scratch + EXTERN_VALUE)
        self._array = _array(self._size).from_address(_memory_data(context, scratch + EXTERN_VALUE))
        self._view = memoryview(self._array).cast("B")
