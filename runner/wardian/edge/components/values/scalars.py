"""Values without parts, texts and bytes."""

from __future__ import annotations

import ctypes
from ctypes import c_bool, c_uint8, c_uint16, c_uint32, c_uint64
from typing import Any, Protocol

from wasmtime import _ffi

from wardian.edge.components.handles import Handles, Misuse
from wardian.edge.components.values import layout
from wardian.edge.components.values.layout import MOST_BYTES, OF, SIZE, Vector

MISTYPED = "a function was imported with another type than it has"


class Type(Protocol):
    def read(self, at: int, handles: Handles) -> Any:
        """The value at that address. Raises Misuse when it is of another type or too large."""

    def write(self, at: int, value: Any, handles: Handles) -> None:
        """Put the value there; whoever reads it owns what was allocated for it."""


class Kind:
    """What all types share: the byte that says which kind of value stands at an address."""

    kind: int

    def check(self, at: int) -> None:
        if c_uint8.from_address(at).value != self.kind:
            raise Misuse(MISTYPED)

    def mark(self, at: int) -> None:
        c_uint8.from_address(at).value = self.kind


class Scalar(Kind):
    def __init__(self, kind: Any, layout: Any) -> None:
        self.kind = kind.value
        self._layout = layout

    def read(self, at: int, handles: Handles) -> Any:
        self.check(at)
        return self._layout.from_address(at + OF).value

    def write(self, at: int, value: Any, handles: Handles) -> None:
        self._layout.from_address(at + OF).value = value
        self.mark(at)


class Text(Kind):
    kind = _ffi.WASMTIME_COMPONENT_STRING.value

    def read(self, at: int, handles: Handles) -> str:
        self.check(at)
        return layout.name(at + OF)

    def write(self, at: int, value: str, handles: Handles) -> None:
        layout.put_name(at + OF, value)
        self.mark(at)


class Bytes(Kind):
    """A list of u8."""

    kind = _ffi.WASMTIME_COMPONENT_LIST.value

    def read(self, at: int, handles: Handles) -> bytes:
        self.check(at)
        items = Vector.from_address(at + OF)
        if items.size > MOST_BYTES:
            raise Misuse(f"{items.size} bytes were passed in one call; {MOST_BYTES} are the most")
        if not items.size:
            return b""
        U8.check(items.data)
        return ctypes.string_at(items.data, items.size * SIZE)[OF::SIZE]

    def write(self, at: int, value: bytes, handles: Handles) -> None:
        data = layout.new_list(at + OF, len(value))
        items = bytearray(len(value) * SIZE)
        items[::SIZE] = bytes((U8.kind,)) * len(value)
        items[OF::SIZE] = value
        ctypes.memmove(data, bytes(items), len(items))
        self.mark(at)


BOOL = Scalar(_ffi.WASMTIME_COMPONENT_BOOL, c_bool)
U8 = Scalar(_ffi.WASMTIME_COMPONENT_U8, c_uint8)
U16 = Scalar(_ffi.WASMTIME_COMPONENT_U16, c_uint16)
U32 = Scalar(_ffi.WASMTIME_COMPONENT_U32, c_uint32)
U64 = Scalar(_ffi.WASMTIME_COMPONENT_U64, c_uint64)
TEXT = Text()
BYTES = Bytes()
