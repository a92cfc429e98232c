"""The functions of the import module `edge`, through which a core module uses what it was granted.

Pointers and sizes are i32. A result is 0 or more, or the negative number of a `powers.Error`, whose words `message`
gives. No size is trusted: what is too large is refused before it is copied, and an address outside of the guest's
memory is INVALID before anything is done.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from wardian.edge.guest import Guest
from wardian.edge.host import Host, HostFunction
from wardian.edge.memory import Memory
from wardian.edge.powers import NO_FETCH, NO_KV, Error, Refused

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

MODULE = "edge"

MOST_BYTES = 16 << 20
MOST_TEXT = 64 << 10
MOST_HANDLES = 64
_ABSENT = 0xFFFFFFFF

_Function = Callable[..., int]
"""Takes the guest's memory, its powers and what the guest gave."""


def define_edge(host: Host) -> None:
    """Define them on a host that has none yet. Each finds what its guest may do in `guest.powers`."""
    for name, (parameters, function) in _FUNCTIONS.items():
        words = NO_KV if name.startswith("kv_") else NO_FETCH
        host.define(MODULE, name, parameters, _asking(function, words), _failed)
    host.define(MODULE, "message", "ii", _message, _failed)


def _failed(error: Exception) -> int:
    if isinstance(error, IndexError):
        return -Error.INVALID
    raise error


def _asking(function: _Function, not_granted: str) -> HostFunction:
    """What a program may not do, it learns by a result and in words."""

    def call(guest: Guest, memory: Memory, *arguments: int) -> int:
        try:
            if guest.powers is None:
                raise Refused(Error.NOT_GRANTED, not_granted)
            return function(memory, guest.powers, *arguments)
        except IndexError:
            guest.refusal = "An address that the program gave is outside of its memory."
            return -Error.INVALID
        except Refused as refused:
            guest.refusal = refused.message
            return -refused.error

    return call


def _message(guest: Guest, memory: Memory, buffer: int, capacity: int) -> int:
    return _given(memory, guest.refusal.encode(), buffer, capacity)


def _send(
    memory: Memory, powers: Powers, head: int, size: int, body: int, body_size: int, timeout_ms: int, most: int
) -> int:
    return powers.send(_text(memory, head, size), _bytes(memory, body, body_size), timeout_ms, most)


def _select(memory: Memory, powers: Powers, handles: int, count: int, timeout_ms: int) -> int:
    if count > MOST_HANDLES:
        raise Refused(Error.INVALID, f"These are {count} handles; a program can wait for {MOST_HANDLES} at once.")
    return powers.select(struct.unpack(f"<{count}I", memory.read(handles, 4 * count)), timeout_ms)


def _head(memory: Memory, powers: Powers, handle: int, buffer: int, capacity: int) -> int:
    return _given(memory, powers.head(handle).encode(), buffer, capacity)


def _read(memory: Memory, powers: Powers, handle: int, buffer: int, capacity: int) -> int:
    size = min(capacity, MOST_BYTES)
    memory.check(buffer, size)
    data = powers.read(handle, size)
    memory.write(buffer, data)
    return len(data)


def _close(memory: Memory, powers: Powers, handle: int) -> int:
    powers.close(handle)
    return 0


def _kv_get(memory: Memory, powers: Powers, key: int, size: int, buffer: int, capacity: int) -> int:
    name = _text(memory, key, size)
    value = powers.kv_get(name)
    if value is None:
        raise Refused(Error.NOT_FOUND, f"There is no value under the key {name!r}.")
    return _given(memory, value, buffer, capacity)


def _kv_set(memory: Memory, powers: Powers, key: int, size: int, value: int, value_size: int) -> int:
    powers.kv_set(_text(memory, key, size), _bytes(memory, value, value_size))
    return 0


def _kv_append(memory: Memory, powers: Powers, key: int, size: int, value: int, value_size: int) -> int:
    return powers.kv_append(_text(memory, key, size), _bytes(memory, value, value_size))


def _kv_add(memory: Memory, powers: Powers, key: int, size: int, by: int, result_at: int) -> int:
    memory.check(result_at, 8)
    number = powers.kv_add(_text(memory, key, size), by)
    memory.write(result_at, number.to_bytes(8, "little", signed=True))
    return 0


def _kv_swap(
    memory: Memory, powers: Powers, key: int, size: int, expected: int, expected_size: int, value: int, value_size: int
) -> int:
    before = None if expected_size == _ABSENT else _bytes(memory, expected, expected_size)
    return int(powers.kv_swap(_text(memory, key, size), before, _bytes(memory, value, value_size)))


def _kv_delete(memory: Memory, powers: Powers, key: int, size: int) -> int:
    return int(powers.kv_delete(_text(memory, key, size)))


def _kv_keys(
    memory: Memory, powers: Powers, prefix: int, prefix_size: int, after: int, size: int, buffer: int, capacity: int
) -> int:
    keys = powers.kv_keys(_text(memory, prefix, prefix_size), _text(memory, after, size))
    return _given(memory, "".join(f"{key}\0" for key in keys).encode(), buffer, capacity)


_FUNCTIONS: Mapping[str, tuple[str, _Function]] = {
    "send": ("iiiiii", _send),
    "select": ("iii", _select),
    "head": ("iii", _head),
    "read": ("iii", _read),
    "close": ("i", _close),
    "kv_get": ("iiii", _kv_get),
    "kv_set": ("iiii", _kv_set),
    "kv_append": ("iiii", _kv_append),
    "kv_add": ("iili", _kv_add),
    "kv_swap": ("iiiiii", _kv_swap),
    "kv_delete": ("ii", _kv_delete),
    "kv_keys": ("iiiiii", _kv_keys),
}
"""By name: the kinds of the parameters (`i` is i32, `l` is i64), and what is called. `message` stands apart."""


def _text(memory: Memory, at: int, size: int) -> str:
    if size > MOST_TEXT:
        raise Refused(Error.TOO_LARGE, f"This text has {size} bytes; the edge takes {MOST_TEXT}.")
    try:
        return memory.read(at, size).decode()
    except UnicodeDecodeError:
        raise Refused(Error.INVALID, "This text is not UTF-8.") from None


def _bytes(memory: Memory, at: int, size: int) -> bytes:
    if size > MOST_BYTES:
        raise Refused(Error.TOO_LARGE, f"These are {size} bytes; the edge takes {MOST_BYTES} at once.")
    return memory.read(at, size)


def _given(memory: Memory, data: bytes, buffer: int, capacity: int) -> int:
    """Copied only if it fits; the size either way."""
    if len(data) <= capacity:
        memory.write(buffer, data)
    return len(data)
