"""Handles of resources."""

from __future__ import annotations

from ctypes import c_void_p
from typing import Any

from wasmtime import _ffi

from wardian.edge.components import native
from wardian.edge.components.handles import Handles
from wardian.edge.components.values.layout import OF
from wardian.edge.components.values.scalars import Kind


class Borrow(Kind):
    """A handle that stays the guest's."""

    kind = _ffi.WASMTIME_COMPONENT_RESOURCE.value

    def __init__(self, resource: type) -> None:
        self._resource = resource

    def read(self, at: int, handles: Handles) -> Any:
        self.check(at)
        found = native.take_resource(handles.context, c_void_p.from_address(at + OF).value or 0)
        return handles.get(found, self._resource)

    def write(self, at: int, value: Any, handles: Handles) -> None:
        raise NotImplementedError("the host lends nothing")


class Own(Borrow):
    """A handle that passes from one side to the other."""

    def read(self, at: int, handles: Handles) -> Any:
        self.check(at)
        found = native.take_resource(handles.context, c_void_p.from_address(at + OF).value or 0)
        return handles.take(found, self._resource)

    def write(self, at: int, value: Any, handles: Handles) -> None:
        representation, kind = handles.add(value)
        c_void_p.from_address(at + OF).value = native.give_resource(handles.context, representation, kind)
        self.mark(at)
