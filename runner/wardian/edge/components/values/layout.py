"""Where the parts of a value lie in memory: the C structures of libwasmtime, as its bindings declare them."""

from __future__ import annotations

import ctypes
from ctypes import c_size_t, c_void_p
from typing import Any

from wasmtime import _bindings

from wardian.edge.components import native
from wardian.edge.components.handles import Misuse

MOST_BYTES = 64 * 1024
"""How long a text or a list of bytes may be that a guest passes in one call."""

_value: Any = _bindings.wasmtime_component_val_t
_entry: Any = _bindings.wasmtime_component_valrecord_entry_t
_result: Any = _bindings.wasmtime_component_valresult_t
_variant: Any = _bindings.wasmtime_component_valvariant_t

SIZE = ctypes.sizeof(_value)
OF = _value.of.offset
ENTRY = ctypes.sizeof(_entry)
ENTRY_VALUE = _entry.val.offset
RESULT_PAYLOAD = OF + _result.val.offset
VARIANT_PAYLOAD = OF + _variant.val.offset

_nothing = ctypes.create_string_buffer(SIZE)
_NOTHING = ctypes.addressof(_nothing)


class Vector(ctypes.Structure):
    """Of bytes, values or entries."""

    _fields_ = (("size", c_size_t), ("data", c_void_p))


def name(at: int) -> str:
    """Raises Misuse when it is too long."""
    vector = Vector.from_address(at)
    if vector.size > MOST_BYTES:
        raise Misuse(f"a text of {vector.size} bytes was passed; {MOST_BYTES} are the most")
    return ctypes.string_at(vector.data, vector.size).decode() if vector.size else ""


def put_name(at: int, value: str) -> None:
    encoded = value.encode(errors="replace")
    native.new_bytes(at, len(encoded), encoded)


def new_list(at: int, count: int) -> int:
    """Make room for that many values, each of them a valid one already; the address of the first."""
    native.new_list(at, count)
    return _cleared(at, count * SIZE)


def new_record(at: int, count: int) -> int:
    """Like `new_list`, with entries."""
    native.new_record(at, count)
    return _cleared(at, count * ENTRY)


def new_value() -> int:
    """The address of a valid value that belongs to whom it is given."""
    return int(native.new_value(_NOTHING))


def _cleared(at: int, size: int) -> int:
    data = Vector.from_address(at).data
    if size:
        ctypes.memset(data, 0, size)
    return data or 0
