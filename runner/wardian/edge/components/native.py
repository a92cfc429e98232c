"""The functions of libwasmtime that a component's call of the host needs, through ctypes without the bindings' objects.

The bindings look at a function's type on every call and turn a list of bytes into values one by one, which takes a
second for a mebibyte.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_bool, c_char_p, c_size_t, c_uint32, c_void_p
from typing import Any

from wardian.edge.library import address, brief

FUNCTION = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_void_p, c_void_p, c_size_t, c_void_p, c_size_t)
"""(data, context, type, arguments, their count, results, their count) → an error, or None."""

DESTRUCTOR = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_uint32)
"""(data, context, representation) → an error, or None."""

new_bytes = brief("wasm_byte_vec_new", None, c_void_p, c_size_t, c_char_p)
new_list = brief("wasmtime_component_vallist_new_uninit", None, c_void_p, c_size_t)
new_record = brief("wasmtime_component_valrecord_new_uninit", None, c_void_p, c_size_t)
new_value = brief("wasmtime_component_val_new", c_void_p, c_void_p)
_any_to_host = brief("wasmtime_component_resource_any_to_host", c_void_p, c_void_p, c_void_p, c_void_p)
_host_to_any = brief("wasmtime_component_resource_host_to_any", c_void_p, c_void_p, c_void_p, c_void_p)
_host_new = brief("wasmtime_component_resource_host_new", c_void_p, c_bool, c_uint32, c_uint32)
_host_rep = brief("wasmtime_component_resource_host_rep", c_uint32, c_void_p)
_host_type = brief("wasmtime_component_resource_host_type", c_uint32, c_void_p)
_host_delete = brief("wasmtime_component_resource_host_delete", None, c_void_p)
_error_delete = brief("wasmtime_error_delete", None, c_void_p)
_type_new = brief("wasmtime_component_resource_type_new_host", c_void_p, c_uint32)
_type_delete = brief("wasmtime_component_resource_type_delete", None, c_void_p)
_add_function = brief(
    "wasmtime_component_linker_instance_add_func",
    c_void_p,
    c_void_p,
    c_char_p,
    c_size_t,
    FUNCTION,
    c_void_p,
    c_void_p,
)
_add_resource = brief(
    "wasmtime_component_linker_instance_add_resource",
    c_void_p,
    c_void_p,
    c_char_p,
    c_size_t,
    c_void_p,
    DESTRUCTOR,
    c_void_p,
    c_void_p,
)


def take_resource(context: int, resource: int) -> tuple[int, int] | None:
    """The (representation, type) of a handle that a guest passed; None when it is of a type of the guest's own."""
    host = c_void_p()
    error = _any_to_host(context, resource, ctypes.byref(host))
    if error:
        _error_delete(error)
        return None
    try:
        return _host_rep(host), _host_type(host)
    finally:
        _host_delete(host)


def give_resource(context: int, representation: int, kind: int) -> int:
    """A new handle, owned by whoever gets it. Raises ValueError when the store has no room for it."""
    host, resource = _host_new(True, representation, kind), c_void_p()
    try:
        error = _host_to_any(context, host, ctypes.byref(resource))
    finally:
        _host_delete(host)
    if error:
        _error_delete(error)
        raise ValueError("the store takes no more resources")
    return resource.value or 0


def add_function(instance: Any, name: str, callback: Any) -> None:
    """`callback`, a FUNCTION, must outlive the linker and what it instantiates."""
    _added(_add_function, instance, name, callback)


def add_resource(instance: Any, name: str, kind: int, callback: Any) -> None:
    """`callback`, a DESTRUCTOR, must outlive the linker and what it instantiates."""
    type_ = _type_new(kind)
    try:
        _added(_add_resource, instance, name, type_, callback)
    finally:
        _type_delete(type_)


def _added(add: Callable[..., int | None], instance: Any, name: str, *arguments: Any) -> None:
    encoded = name.encode()
    error = add(address(instance.ptr()), encoded, len(encoded), *arguments, None, None)
    if error:
        _error_delete(error)
        raise ValueError(f"{name} cannot be defined")
