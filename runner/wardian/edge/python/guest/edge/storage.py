"""Bytes by name, which outlast the request. No other deployment sees them."""

from __future__ import annotations

from collections.abc import Iterator

from . import host
from .errors import Code, Error, invalid


def kv_get(key: str) -> bytes | None:
    """The value, None if there is none."""
    try:
        return host.kv_get(key)
    except Error as error:
        if error.code is Code.NOT_FOUND:
            return None
        raise


def kv_set(key: str, value: bytes | str) -> None:
    host.kv_set(key, _bytes(value))


def kv_append(key: str, value: bytes | str) -> int:
    """Put `value` at the end of what is there, in one step; gives the new size in bytes."""
    return host.kv_append(key, _bytes(value))


def kv_add(key: str, by: int = 1) -> int:
    """Add to a number, in one step, and give what it is then. It is kept as decimal text; none counts as 0."""
    if not -(2**63) <= by < 2**63:
        raise invalid(f"{by} does not fit into 64 bits.")
    return host.kv_add(key, by)


def kv_swap(key: str, expected: bytes | str | None, value: bytes | str) -> bool:
    """Set the value, in one step, only if it is still the expected one; says whether it was. None expects no value."""
    return host.kv_swap(key, None if expected is None else _bytes(expected), _bytes(value))


def kv_delete(key: str) -> bool:
    """Whether there was one."""
    return host.kv_delete(key)


def kv_keys(prefix: str = "") -> Iterator[str]:
    """The keys that start with `prefix`, in order."""
    after = ""
    while keys := host.kv_keys(prefix, after):
        yield from keys
        after = keys[-1]


def _bytes(value: bytes | str) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)
