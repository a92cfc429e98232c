"""wasi:http/outgoing-handler: requests that a guest sends, under its deployment's grants."""

from __future__ import annotations

from dataclasses import dataclass

from wardian.edge.components.bodies import ERROR_CODE, IncomingBody
from wardian.edge.components.fields import Fields, types
from wardian.edge.components.interface import Interface
from wardian.edge.components.polling import ready_now
from wardian.edge.components.requests import OutgoingRequest, RequestOptions
from wardian.edge.components.run import ComponentRun
from wardian.edge.components.streams import Fetch, Pollable, StreamFailed
from wardian.edge.components.values import U16, Borrow, Case, Err, Ok, Option, Own, Result
from wardian.edge.powers import NO_FETCH, Error, Refused

_CODES = {
    Error.NOT_GRANTED: "HTTP-request-denied",
    Error.INVALID: "HTTP-request-URI-invalid",
    Error.TOO_MANY: "connection-limit-reached",
    Error.FORBIDDEN_ADDRESS: "destination-IP-prohibited",
    Error.UNREACHABLE: "destination-unavailable",
    Error.TIMED_OUT: "connection-timeout",
}


@dataclass(slots=True)
class FutureResponse:
    fetch: Fetch
    taken: bool = False


@dataclass(slots=True)
class IncomingResponse:
    status: int
    headers: Fields
    handle: int
    consumed: bool = False


outgoing_handler = Interface("wasi:http/outgoing-handler")
types.resources.update({"future-incoming-response": FutureResponse, "incoming-response": IncomingResponse})

_FUTURE, _RESPONSE = Borrow(FutureResponse), Borrow(IncomingResponse)


@outgoing_handler.function(
    "handle",
    Own(OutgoingRequest),
    Option(Own(RequestOptions)),
    result=Result(Own(FutureResponse), ERROR_CODE),
)
def _handle(run: ComponentRun, request: OutgoingRequest, options: RequestOptions | None) -> Ok | Err:
    if not request.authority:
        return Err(Case("HTTP-request-URI-invalid"))
    fetch, body = Fetch(), request.body
    timeout_ms = 0 if options is None else options.least_ms()
    if body is None or body.finished:
        _send(run, request, fetch, timeout_ms)
    else:
        body.sent = lambda: _send(run, request, fetch, timeout_ms)
    return Ok(FutureResponse(fetch))


@types.function("[method]future-incoming-response.subscribe", _FUTURE, result=Own(Pollable))
def _subscribe(run: ComponentRun, future: FutureResponse) -> Pollable:
    return Pollable(fetch=future.fetch)


@types.function(
    "[method]future-incoming-response.get",
    _FUTURE,
    result=Option(Result(Result(Own(IncomingResponse), ERROR_CODE))),
)
def _get(run: ComponentRun, future: FutureResponse) -> Ok | Err | None:
    if future.taken:
        return Err()
    if not ready_now(run, [Pollable(fetch=future.fetch)]):
        return None
    future.taken = True
    if future.fetch.handle is None or run.powers is None:
        return Ok(Err(future.fetch.error))
    try:
        head = run.powers.head(future.fetch.handle)
    except Refused as refused:
        return Ok(Err(_failed(run, refused)))
    status, *lines = head.splitlines()
    entries = [(name.lower(), value.encode("latin-1", errors="replace")) for name, value in map(_pair, lines)]
    return Ok(Ok(IncomingResponse(int(status), Fields(entries, mutable=False), future.fetch.handle)))


@types.function("[method]incoming-response.status", _RESPONSE, result=U16)
def _status(run: ComponentRun, response: IncomingResponse) -> int:
    return response.status


@types.function("[method]incoming-response.headers", _RESPONSE, result=Own(Fields))
def _response_headers(run: ComponentRun, response: IncomingResponse) -> Fields:
    return response.headers.fixed()


@types.function("[method]incoming-response.consume", _RESPONSE, result=Result(Own(IncomingBody)))
def _consume(run: ComponentRun, response: IncomingResponse) -> Ok | Err:
    if response.consumed:
        return Err()
    response.consumed = True
    return Ok(IncomingBody(lambda size: _read(run, response.handle, size)))


def _send(run: ComponentRun, request: OutgoingRequest, fetch: Fetch, timeout_ms: int) -> None:
    method = request.method.value if request.method.name == "other" else request.method.name.upper()
    scheme = "https" if request.scheme is None else request.scheme.name.lower()
    lines = [f"{method} {scheme}://{request.authority}{request.path_with_query or '/'}"]
    lines += [f"{name}: {value.decode('latin-1')}" for name, value in request.headers.entries]
    body = bytes(request.body.data) if request.body is not None else b""
    try:
        if run.powers is None:
            raise Refused(Error.NOT_GRANTED, NO_FETCH)
        fetch.handle = run.powers.send("\n".join(lines), body, timeout_ms, 0, redirects=0)
    except Refused as refused:
        fetch.error = _failed(run, refused)


def _read(run: ComponentRun, handle: int, size: int) -> bytes:
    if run.powers is None:
        return b""
    try:
        return run.powers.read(handle, size)
    except Refused as refused:
        raise StreamFailed(refused.message) from refused


def _failed(run: ComponentRun, refused: Refused) -> Case:
    """wasi:http has no words for it, so that they go to the guest's log."""
    run.guest.stderr.write(f"{refused.message}\n".encode())
    code = _CODES.get(refused.error)
    return Case(code) if code is not None else Case("internal-error", refused.message)


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.strip()
