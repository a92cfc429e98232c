"""WASI preview 1 for guests: wasmtime's own, but for the calls that move bytes, wait, tell the time or the environment.

Those are written here so that output is captured without a thread in between and is capped exactly, that nothing a
guest calls can block, and that an environment costs nothing before a guest asks for it. There are no preopened folders,
so a guest's only descriptors are 0, 1 and 2.
Numbers and layouts are those of wasi_snapshot_preview1 (WebAssembly/WASI, legacy/preview1/docs.md).
"""

from __future__ import annotations

import itertools
import struct

from wardian.edge.guest import Guest
from wardian.edge.host import Host
from wardian.edge.memory import Memory
from wardian.edge.streams import StreamGuest

MODULE = "wasi_snapshot_preview1"

_OK, _AGAIN, _BADF, _FAULT, _INVAL, _IO, _PIPE = 0, 6, 8, 21, 28, 29, 64
_STDIN, _STDOUT, _STDERR = 0, 1, 2
_REALTIME, _MONOTONIC, _PROCESS_CPU, _THREAD_CPU = 0, 1, 2, 3
_CLOCK_EVENT, _READ_EVENT, _WRITE_EVENT = 0, 1, 2
_ABSOLUTE = 1

_MOST_VECTORS = 1024
_MOST_BYTES = 1 << 20
_MOST_SUBSCRIPTIONS = 64

_VECTOR = struct.Struct("<II")
_SUBSCRIPTION = struct.Struct("<QB7xI4xQQH6x")
_EVENT = struct.Struct("<QHB5xQH6x")


def define_preview1(host: Host) -> None:
    """Define them on a host that has wasmtime's own."""
    for name, parameters, function in (
        ("fd_write", "iiii", _fd_write),
        ("fd_read", "iiii", _fd_read),
        ("poll_oneoff", "iiii", _poll_oneoff),
        ("clock_time_get", "ili", _clock_time_get),
        ("args_sizes_get", "ii", lambda guest, *rest: _sizes_get(guest.args, *rest)),
        ("args_get", "ii", lambda guest, *rest: _strings_get(guest.args, *rest)),
        ("environ_sizes_get", "ii", lambda guest, *rest: _sizes_get(guest.env, *rest)),
        ("environ_get", "ii", lambda guest, *rest: _strings_get(guest.env, *rest)),
    ):
        host.define(MODULE, name, parameters, function, _errno)


def _errno(error: Exception) -> int:
    if isinstance(error, IndexError):
        return _FAULT
    if isinstance(error, OSError):
        return _PIPE if isinstance(error, BrokenPipeError) else _IO
    raise error


def _sizes_get(strings: bytes, memory: Memory, count_at: int, size_at: int) -> int:
    memory.write(count_at, strings.count(b"\0").to_bytes(4, "little"))
    memory.write(size_at, len(strings).to_bytes(4, "little"))
    return _OK


def _strings_get(strings: bytes, memory: Memory, pointers_at: int, strings_at: int) -> int:
    memory.write(strings_at, strings)
    sizes = [len(string) + 1 for string in strings.split(b"\0")[:-1]]
    pointers = list(itertools.accumulate(sizes, initial=strings_at))[:-1]
    memory.write(pointers_at, struct.pack(f"<{len(pointers)}I", *pointers))
    return _OK


def _fd_write(guest: StreamGuest, memory: Memory, fd: int, vectors: int, count: int, written_at: int) -> int:
    if fd not in (_STDOUT, _STDERR):
        return _BADF
    if count > _MOST_VECTORS:
        return _INVAL
    parts, room = [], _MOST_BYTES
    for offset, size in _VECTOR.iter_unpack(memory.read(vectors, _VECTOR.size * count)):
        part = memory.read(offset, size if size < room else room)
        parts.append(part)
        room -= len(part)
    taken = (guest.write_stdout if fd == _STDOUT else guest.stderr.write)(b"".join(parts)) or 0
    memory.write(written_at, taken.to_bytes(4, "little"))
    return _OK


def _fd_read(guest: StreamGuest, memory: Memory, fd: int, vectors: int, count: int, read_at: int) -> int:
    """Fills one buffer: a second read could wait for input while the first has some."""
    if fd != _STDIN:
        return _BADF
    if count > _MOST_VECTORS:
        return _INVAL
    buffers = _VECTOR.iter_unpack(memory.read(vectors, _VECTOR.size * count))
    offset, size = next(((offset, size) for offset, size in buffers if size), (0, 0))
    data = guest.read_stdin(min(size, _MOST_BYTES))
    if data is None:
        return _AGAIN
    memory.write(offset, data)
    memory.write(read_at, len(data).to_bytes(4, "little"))
    return _OK


def _clock_time_get(guest: Guest, memory: Memory, clock: int, precision: int, time_at: int) -> int:
    now = _now(guest, clock)
    if now is None:
        return _INVAL
    memory.write(time_at, now.to_bytes(8, "little"))
    return _OK


def _now(guest: Guest, clock: int) -> int | None:
    """Nanoseconds; all but the first count from the start of the run."""
    if clock == _REALTIME:
        return guest.real_time_ns()
    if clock == _MONOTONIC:
        return guest.wall_ns()
    if clock in (_PROCESS_CPU, _THREAD_CPU):
        return guest.cpu_ns()
    return None


def _poll_oneoff(guest: Guest, memory: Memory, asked_at: int, events_at: int, count: int, stored_at: int) -> int:
    if not 0 < count <= _MOST_SUBSCRIPTIONS:
        return _INVAL
    asked = list(_SUBSCRIPTION.iter_unpack(memory.read(asked_at, _SUBSCRIPTION.size * count)))
    events = b"".join(_happened(guest, asked))
    memory.write(events_at, events)
    memory.write(stored_at, (len(events) // _EVENT.size).to_bytes(4, "little"))
    return _OK


def _happened(guest: Guest, asked: list[tuple[int, ...]]) -> list[bytes]:
    writes = [_EVENT.pack(token, _OK, kind, _MOST_BYTES, 0) for token, kind, *_ in asked if kind == _WRITE_EVENT]
    if writes:
        return writes
    reads = [_EVENT.pack(token, _OK, kind, 1, 0) for token, kind, *_ in asked if kind == _READ_EVENT]
    clocks = sorted((_left_ns(guest, *rest), token) for token, kind, *rest in asked if kind == _CLOCK_EVENT)
    if guest.wait(clocks[0][0] if clocks else None, for_stdin=bool(reads)):
        return reads
    return [_EVENT.pack(token, _OK, _CLOCK_EVENT, 0, 0) for left, token in clocks if left == clocks[0][0]]


def _left_ns(guest: Guest, clock: int, timeout: int, precision: int, flags: int) -> int:
    now = _now(guest, clock)
    if now is None:
        return 0
    return max(0, timeout - now) if flags & _ABSOLUTE else timeout
