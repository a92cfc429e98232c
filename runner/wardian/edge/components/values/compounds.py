"""Values made of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ctypes import c_bool, c_void_p
from dataclasses import dataclass
from typing import Any

from wasmtime import _ffi

from wardian.edge.components.handles import Handles, Misuse
from wardian.edge.components.values import layout
from wardian.edge.components.values.layout import OF, SIZE, Vector
from wardian.edge.components.values.scalars import MISTYPED, Kind, Type

MOST_ITEMS = 1024
"""How long any other list may be."""


@dataclass(frozen=True, slots=True)
class Ok:
    value: Any = None


@dataclass(frozen=True, slots=True)
class Err:
    value: Any = None


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a variant, with what it carries."""

    name: str
    value: Any = None


class List(Kind):
    kind = _ffi.WASMTIME_COMPONENT_LIST.value

    def __init__(self, item: Type) -> None:
        self._item = item

    def read(self, at: int, handles: Handles) -> list[Any]:
        self.check(at)
        items = Vector.from_address(at + OF)
        if items.size > MOST_ITEMS:
            raise Misuse(f"a list of {items.size} items was passed; {MOST_ITEMS} are the most")
        return [self._item.read(items.data + index * SIZE, handles) for index in range(items.size)]

    def write(self, at: int, value: Sequence[Any], handles: Handles) -> None:
        _put_items(at, [self._item] * len(value), value, handles)
        self.mark(at)


class Tuple(Kind):
    kind = _ffi.WASMTIME_COMPONENT_TUPLE.value

    def __init__(self, *items: Type) -> None:
        self._items = items

    def read(self, at: int, handles: Handles) -> tuple[Any, ...]:
        self.check(at)
        items = Vector.from_address(at + OF)
        if items.size != len(self._items):
            raise Misuse(MISTYPED)
        return tuple(item.read(items.data + index * SIZE, handles) for index, item in enumerate(self._items))

    def write(self, at: int, value: Sequence[Any], handles: Handles) -> None:
        _put_items(at, self._items, value, handles)
        self.mark(at)


class Record(Kind):
    """Written only: WASI's functions take none of the records that the edge knows."""

    kind = _ffi.WASMTIME_COMPONENT_RECORD.value

    def __init__(self, **fields: Type) -> None:
        self._fields = fields

    def read(self, at: int, handles: Handles) -> Any:
        raise Misuse(MISTYPED)

    def write(self, at: int, value: Mapping[str, Any], handles: Handles) -> None:
        entry = layout.new_record(at + OF, len(self._fields))
        for name, field in self._fields.items():
            layout.put_name(entry, name)
            field.write(entry + layout.ENTRY_VALUE, value[name], handles)
            entry += layout.ENTRY
        self.mark(at)


class Option(Kind):
    """None stands for nothing."""

    kind = _ffi.WASMTIME_COMPONENT_OPTION.value

    def __init__(self, item: Type) -> None:
        self._item = item

    def read(self, at: int, handles: Handles) -> Any:
        self.check(at)
        payload = c_void_p.from_address(at + OF).value
        return None if payload is None else self._item.read(payload, handles)

    def write(self, at: int, value: Any, handles: Handles) -> None:
        _put_payload(at + OF, None if value is None else self._item, value, handles)
        self.mark(at)


class Result(Kind):
    """Ok or Err."""

    kind = _ffi.WASMTIME_COMPONENT_RESULT.value

    def __init__(self, ok: Type | None = None, err: Type | None = None) -> None:
        self._ok = ok
        self._err = err

    def read(self, at: int, handles: Handles) -> Ok | Err:
        self.check(at)
        payload = c_void_p.from_address(at + layout.RESULT_PAYLOAD).value
        if c_bool.from_address(at + OF).value:
            return Ok(_payload(payload, self._ok, handles))
        return Err(_payload(payload, self._err, handles))

    def write(self, at: int, value: Ok | Err, handles: Handles) -> None:
        good = isinstance(value, Ok)
        c_bool.from_address(at + OF).value = good
        _put_payload(at + layout.RESULT_PAYLOAD, self._ok if good else self._err, value.value, handles)
        self.mark(at)


class Variant(Kind):
    """What an unnamed case carries is not read."""

    kind = _ffi.WASMTIME_COMPONENT_VARIANT.value

    def __init__(self, cases: Mapping[str, Type]) -> None:
        self._cases = cases

    def read(self, at: int, handles: Handles) -> Case:
        self.check(at)
        name = layout.name(at + OF)
        return Case(
            name, _payload(c_void_p.from_address(at + layout.VARIANT_PAYLOAD).value, self._cases.get(name), handles)
        )

    def write(self, at: int, value: Case, handles: Handles) -> None:
        layout.put_name(at + OF, value.name)
        _put_payload(at + layout.VARIANT_PAYLOAD, self._cases.get(value.name), value.value, handles)
        self.mark(at)


def _put_items(at: int, types: Sequence[Type], values: Sequence[Any], handles: Handles) -> None:
    data = layout.new_list(at + OF, len(types))
    for index, (type_, value) in enumerate(zip(types, values, strict=True)):
        type_.write(data + index * SIZE, value, handles)


def _payload(at: int | None, type_: Type | None, handles: Handles) -> Any:
    return None if at is None or type_ is None else type_.read(at, handles)


def _put_payload(at: int, type_: Type | None, value: Any, handles: Handles) -> None:
    if type_ is None:
        c_void_p.from_address(at).value = None
        return
    payload = layout.new_value()
    type_.write(payload, value, handles)
    c_void_p.from_address(at).value = payload
