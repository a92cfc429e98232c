"""wasi:http/types: bodies, incoming and outgoing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from wardian.edge.components.fields import Fields, types
from wardian.edge.components.run import ComponentRun
from wardian.edge.components.streams import Input, Output, Pollable
from wardian.edge.components.values import TEXT, Borrow, Case, Err, Ok, Option, Own, Result, Variant

ERROR_CODE = Variant({"internal-error": Option(TEXT)})

_NO_TRAILERS = Err(Case("internal-error", "the edge sends no trailers"))
_WRONG_LENGTH = Err(Case("internal-error", "the body does not have the length that Content-Length says"))


@dataclass(slots=True)
class IncomingBody:
    """`take` gives at most that many bytes, none at the end."""

    take: Callable[[int], bytes]
    consumed: bool = False


@dataclass(slots=True)
class FutureTrailers:
    taken: bool = False


@dataclass(slots=True)
class OutgoingBody:
    """`count` is told of every byte before it is kept; `sent` is called when the body is finished."""

    headers: Fields
    count: Callable[[int], None]
    sent: Callable[[], None] | None = None
    data: bytearray = field(default_factory=bytearray)
    stream: Output | None = None
    finished: bool = False

    def put(self, data: bytes) -> None:
        self.count(len(data))
        self.data += data

    def has_stated_length(self) -> bool:
        stated = [value for name, value in self.headers.entries if name == "content-length"]
        return all(value == b"%d" % len(self.data) for value in stated)


types.resources.update(
    {"incoming-body": IncomingBody, "future-trailers": FutureTrailers, "outgoing-body": OutgoingBody}
)


@types.function("[method]incoming-body.stream", Borrow(IncomingBody), result=Result(Own(Input)))
def _stream(run: ComponentRun, body: IncomingBody) -> Ok | Err:
    if body.consumed:
        return Err()
    body.consumed = True
    return Ok(Input(body.take))


@types.function("[static]incoming-body.finish", Own(IncomingBody), result=Own(FutureTrailers))
def _finish_reading(run: ComponentRun, body: IncomingBody) -> FutureTrailers:
    return FutureTrailers()


@types.function("[method]future-trailers.subscribe", Borrow(FutureTrailers), result=Own(Pollable))
def _trailers_ready(run: ComponentRun, trailers: FutureTrailers) -> Pollable:
    return Pollable()


@types.function(
    "[method]future-trailers.get",
    Borrow(FutureTrailers),
    result=Option(Result(Result(Option(Own(Fields)), ERROR_CODE))),
)
def _trailers(run: ComponentRun, trailers: FutureTrailers) -> Ok | Err:
    if trailers.taken:
        return Err()
    trailers.taken = True
    return Ok(Ok())


@types.function("[method]outgoing-body.write", Borrow(OutgoingBody), result=Result(Own(Output)))
def _write(run: ComponentRun, body: OutgoingBody) -> Ok | Err:
    if body.stream is not None:
        return Err()
    body.stream = Output(body.put)
    return Ok(body.stream)


@types.function("[static]outgoing-body.finish", Own(OutgoingBody), Option(Own(Fields)), result=Result(None, ERROR_CODE))
def _finish(run: ComponentRun, body: OutgoingBody, trailers: Fields | None) -> Ok | Err:
    if body.stream is not None:
        body.stream.open = False
    if trailers is not None and trailers.entries:
        return _NO_TRAILERS
    if not body.has_stated_length():
        return _WRONG_LENGTH
    body.finished = True
    if body.sent is not None:
        body.sent()
    return Ok()
