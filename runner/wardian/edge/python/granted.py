"""The functions of world.wit's interface `edge`: a run's powers, as a component calls them.

A guest's strings are at most as large as its memory. Bytes come and go as strings of one character a byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from wasmtime import StoreContext
from wasmtime.component import Record

from wardian.edge.abi import MOST_BYTES, MOST_HANDLES
from wardian.edge.guest import Guest
from wardian.edge.powers import NO_FETCH, NO_KV, Error, Refused

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

INTERFACE = "wardian:python/edge@1.0.0"

_MOST_READ = 1 << 20

_Function = Callable[..., Any]
"""Takes the guest's powers and what the guest gave."""


def functions(running: Callable[[], Guest]) -> dict[str, Callable[..., Any]]:
    """By name, for the guest that `running` gives. Each answers with the bindings' `result`."""
    return {name: _answering(name, function, running) for name, function in _FUNCTIONS.items()}


def _answering(name: str, function: _Function, running: Callable[[], Guest]) -> Callable[..., Any]:
    not_granted = NO_KV if name.startswith("kv-") else NO_FETCH

    def call(store: StoreContext, *arguments: Any) -> Any:
        try:
            powers = running().powers
            if powers is None:
                raise Refused(Error.NOT_GRANTED, not_granted)
            return function(powers, *arguments)
        except Refused as refused:
            return _refusal(refused)

    return call


def _refusal(refused: Refused) -> Any:
    record: Any = Record()
    record.code, record.message = int(refused.error), refused.message
    return record


def _send(powers: Powers, head: str, body: str, timeout_ms: int, most: int) -> int:
    return powers.send(head, _narrow(body), timeout_ms, most)


def _select(powers: Powers, handles: str, timeout_ms: int) -> int:
    if len(handles) > MOST_HANDLES:
        raise Refused(
            Error.INVALID, f"These are {len(handles)} handles; a program can wait for {MOST_HANDLES} at once."
        )
    return powers.select([ord(character) for character in handles], timeout_ms)


def _kv_get(powers: Powers, key: str) -> str:
    value = powers.kv_get(key)
    if value is None:
        raise Refused(Error.NOT_FOUND, f"There is no value under the key {key!r}.")
    return _wide(value)


def _kv_swap(powers: Powers, key: str, expected: str | None, value: str) -> bool:
    return powers.kv_swap(key, None if expected is None else _narrow(expected), _narrow(value))


def _head(powers: Powers, handle: int) -> str:
    return powers.head(handle)


def _read(powers: Powers, handle: int, size: int) -> str:
    return _wide(powers.read(handle, min(size, _MOST_READ)))


def _close(powers: Powers, handle: int) -> None:
    powers.close(handle)


def _kv_set(powers: Powers, key: str, value: str) -> None:
    powers.kv_set(key, _narrow(value))


def _kv_append(powers: Powers, key: str, value: str) -> int:
    return powers.kv_append(key, _narrow(value))


def _kv_add(powers: Powers, key: str, by: int) -> int:
    return powers.kv_add(key, by)


def _kv_delete(powers: Powers, key: str) -> bool:
    return powers.kv_delete(key)


def _kv_keys(powers: Powers, prefix: str, after: str) -> str:
    return "".join(f"{key}\0" for key in powers.kv_keys(prefix, after))


_FUNCTIONS: Mapping[str, _Function] = {
    "send": _send,
    "select": _select,
    "head": _head,
    "read": _read,
    "close": _close,
    "kv-get": _kv_get,
    "kv-set": _kv_set,
    "kv-append": _kv_append,
    "kv-add": _kv_add,
    "kv-swap": _kv_swap,
    "kv-delete": _kv_delete,
    "kv-keys": _kv_keys,
}


def _narrow(text: str) -> bytes:
    if len(text) > MOST_BYTES:
        raise Refused(Error.TOO_LARGE, f"These are {len(text)} bytes; the edge takes {MOST_BYTES} at once.")
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        raise Refused(Error.INVALID, "Bytes come as characters up to U+00FF.") from None


def _wide(data: bytes) -> str:
    return data.decode("latin-1")
