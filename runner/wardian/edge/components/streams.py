"""wasi:io/streams and wasi:io/error.

Streams are always ready: all of them are in memory but the body of a fetch, and whoever reads that waits there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wardian.edge.components.handles import Misuse
from wardian.edge.components.interface import Interface
from wardian.edge.components.run import ComponentRun
from wardian.edge.components.values import (
    BYTES,
    MOST_BYTES,
    TEXT,
    U64,
    Borrow,
    Case,
    Err,
    Ok,
    Own,
    Result,
    Variant,
)


@dataclass(slots=True)
class IoError:
    message: str


@dataclass(slots=True)
class Input:
    """`take` gives at most that many bytes, none at the end. It raises StreamFailed."""

    take: Callable[[int], bytes]
    ended: bool = False


@dataclass(slots=True)
class Output:
    """`put` takes all that it is given; `open` is false once whoever made the stream has ended it."""

    put: Callable[[bytes], Any]
    open: bool = True


class StreamFailed(Exception):
    """A stream broke; the text is what the guest can read of it."""


@dataclass(slots=True)
class Fetch:
    """A request on its way. It has no `handle` before its body is finished, nor when it failed with `error`."""

    handle: int | None = None
    error: Case | None = None


@dataclass(slots=True)
class Pollable:
    """Something to wait for: a moment of the guest's clock in ns, a fetch, or nothing at all."""

    at_ns: int | None = None
    fetch: Fetch | None = None


error = Interface("wasi:io/error", {"error": IoError})
streams = Interface("wasi:io/streams", {"input-stream": Input, "output-stream": Output})

_FAILURE = Variant({"last-operation-failed": Own(IoError)})
_READ = Result(BYTES, _FAILURE)
_COUNT = Result(U64, _FAILURE)
_DONE = Result(None, _FAILURE)
_CLOSED = Err(Case("closed"))
_IN, _OUT = Borrow(Input), Borrow(Output)


@error.function("[method]error.to-debug-string", Borrow(IoError), result=TEXT)
def _words(run: ComponentRun, failure: IoError) -> str:
    return failure.message


@streams.function("[method]input-stream.read", _IN, U64, result=_READ)
@streams.function("[method]input-stream.blocking-read", _IN, U64, result=_READ)
def _read(run: ComponentRun, stream: Input, length: int) -> Ok | Err:
    if stream.ended:
        return _CLOSED
    if length == 0:
        return Ok(b"")
    try:
        data = stream.take(min(length, MOST_BYTES))
    except StreamFailed as failure:
        stream.ended = True
        return Err(Case("last-operation-failed", IoError(str(failure))))
    stream.ended = not data
    return Ok(data) if data else _CLOSED


@streams.function("[method]input-stream.skip", _IN, U64, result=_COUNT)
@streams.function("[method]input-stream.blocking-skip", _IN, U64, result=_COUNT)
def _skip(run: ComponentRun, stream: Input, length: int) -> Ok | Err:
    answer = _read(run, stream, length)
    return Ok(len(answer.value)) if isinstance(answer, Ok) else answer


@streams.function("[method]input-stream.subscribe", _IN, result=Own(Pollable))
def _input_ready(run: ComponentRun, stream: Input) -> Pollable:
    return Pollable()


@streams.function("[method]output-stream.subscribe", _OUT, result=Own(Pollable))
def _output_ready(run: ComponentRun, stream: Output) -> Pollable:
    return Pollable()


@streams.function("[method]output-stream.check-write", _OUT, result=_COUNT)
def _room(run: ComponentRun, stream: Output) -> Ok | Err:
    return Ok(MOST_BYTES) if stream.open else _CLOSED


@streams.function("[method]output-stream.write", _OUT, BYTES, result=_DONE)
@streams.function("[method]output-stream.blocking-write-and-flush", _OUT, BYTES, result=_DONE)
def _write(run: ComponentRun, stream: Output, data: bytes) -> Ok | Err:
    if not stream.open:
        return _CLOSED
    stream.put(data)
    return Ok()


@streams.function("[method]output-stream.flush", _OUT, result=_DONE)
@streams.function("[method]output-stream.blocking-flush", _OUT, result=_DONE)
def _flush(run: ComponentRun, stream: Output) -> Ok | Err:
    return Ok() if stream.open else _CLOSED


@streams.function("[method]output-stream.write-zeroes", _OUT, U64, result=_DONE)
@streams.function("[method]output-stream.blocking-write-zeroes-and-flush", _OUT, U64, result=_DONE)
def _write_zeroes(run: ComponentRun, stream: Output, length: int) -> Ok | Err:
    if length > MOST_BYTES:
        raise Misuse(f"it wrote {length} bytes at once; {MOST_BYTES} are the most")
    return _write(run, stream, bytes(length))


@streams.function("[method]output-stream.splice", _OUT, _IN, U64, result=_COUNT)
@streams.function("[method]output-stream.blocking-splice", _OUT, _IN, U64, result=_COUNT)
def _splice(run: ComponentRun, stream: Output, source: Input, length: int) -> Ok | Err:
    if not stream.open:
        return _CLOSED
    answer = _read(run, source, length)
    if isinstance(answer, Err):
        return answer
    stream.put(answer.value)
    return Ok(len(answer.value))
