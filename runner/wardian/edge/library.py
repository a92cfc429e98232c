"""How functions of the bindings' libwasmtime are called: through ctypes, without the bindings' objects.

The bindings' own classes cost some 100 µs a request.
"""

from __future__ import annotations

import ctypes
from ctypes import c_size_t, c_void_p
from typing import Any

from wasmtime import _bindings
from wasmtime._ffi import dll

_releasing = ctypes.CDLL(dll._name)
_holding = ctypes.PyDLL(dll._name)

UNCHECKED_CALLBACK = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_void_p, c_size_t)
EPOCH_CALLBACK = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)

EXTERN_MEMORY = 3
EXTERN_VALUE = _bindings.wasmtime_extern_t.of.offset
"""Where the handle stands in a wasmtime_extern_t, whose first byte is its kind."""


def brief(name: str, result: Any, *arguments: Any) -> Any:
    """A call that ends within microseconds: cheaper when it keeps the interpreter lock."""
    return _typed(_holding, name, result, arguments)


def long(name: str, result: Any, *arguments: Any) -> Any:
    """A call in which guests run: others must have the interpreter lock meanwhile."""
    return _typed(_releasing, name, result, arguments)


def _typed(library: ctypes.CDLL, name: str, result: Any, arguments: tuple[Any, ...]) -> Any:
    function = library[name]
    function.restype = result
    function.argtypes = list(arguments)
    return function


def address(pointer: Any) -> int:
    """The address that a pointer of the bindings holds."""
    return ctypes.cast(pointer, c_void_p).value or 0
