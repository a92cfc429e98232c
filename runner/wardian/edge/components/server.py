"""wasi:http/types: the request that came and the response to it."""

from __future__ import annotations

import io
from dataclasses import dataclass

from wardian.edge.components.bodies import ERROR_CODE, IncomingBody, OutgoingBody
from wardian.edge.components.fields import Fields, types
from wardian.edge.components.run import ComponentRun
from wardian.edge.components.values import TEXT, U16, Borrow, Case, Err, Ok, Option, Own, Result, Variant
from wardian.edge.guest import Stopped
from wardian.edge.outcome import Kind

METHOD = Variant({"other": TEXT})
SCHEME = Variant({"other": TEXT})
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"))


@dataclass(slots=True)
class IncomingRequest:
    consumed: bool = False


@dataclass(slots=True)
class ResponseOutparam:
    """Where the response goes; the guest has one and gives it away."""


@dataclass(slots=True)
class OutgoingResponse:
    headers: Fields
    status: int = 200
    body: OutgoingBody | None = None


types.resources.update(
    {
        "incoming-request": IncomingRequest,
        "response-outparam": ResponseOutparam,
        "outgoing-response": OutgoingResponse,
    }
)

_REQUEST, _RESPONSE = Borrow(IncomingRequest), Borrow(OutgoingResponse)


@types.function("[method]incoming-request.method", _REQUEST, result=METHOD)
def _method(run: ComponentRun, request: IncomingRequest) -> Case:
    method = run.request.method
    return Case(method.lower()) if method in METHODS else Case("other", method)


@types.function("[method]incoming-request.path-with-query", _REQUEST, result=Option(TEXT))
def _path_with_query(run: ComponentRun, request: IncomingRequest) -> str:
    return run.request.path_with_query


@types.function("[method]incoming-request.scheme", _REQUEST, result=Option(SCHEME))
def _scheme(run: ComponentRun, request: IncomingRequest) -> Case:
    return Case(run.request.scheme.upper())


@types.function("[method]incoming-request.authority", _REQUEST, result=Option(TEXT))
def _authority(run: ComponentRun, request: IncomingRequest) -> str:
    return run.request.authority


@types.function("[method]incoming-request.headers", _REQUEST, result=Own(Fields))
def _request_headers(run: ComponentRun, request: IncomingRequest) -> Fields:
    return Fields(list(run.request.headers), mutable=False)


@types.function("[method]incoming-request.consume", _REQUEST, result=Result(Own(IncomingBody)))
def _consume(run: ComponentRun, request: IncomingRequest) -> Ok | Err:
    if request.consumed:
        return Err()
    request.consumed = True
    return Ok(IncomingBody(io.BytesIO(run.request.body).read))


@types.function("[constructor]outgoing-response", Own(Fields), result=Own(OutgoingResponse))
def _new_response(run: ComponentRun, headers: Fields) -> OutgoingResponse:
    return OutgoingResponse(headers.fixed())


@types.function("[method]outgoing-response.status-code", _RESPONSE, result=U16)
def _status(run: ComponentRun, response: OutgoingResponse) -> int:
    return response.status


@types.function("[method]outgoing-response.set-status-code", _RESPONSE, U16, result=Result())
def _set_status(run: ComponentRun, response: OutgoingResponse, status: int) -> Ok | Err:
    if not 200 <= status <= 599:
        return Err()
    response.status = status
    return Ok()


@types.function("[method]outgoing-response.headers", _RESPONSE, result=Own(Fields))
def _response_headers(run: ComponentRun, response: OutgoingResponse) -> Fields:
    return response.headers.fixed()


@types.function("[method]outgoing-response.body", _RESPONSE, result=Result(Own(OutgoingBody)))
def _response_body(run: ComponentRun, response: OutgoingResponse) -> Ok | Err:
    if response.body is not None:
        return Err()
    body = response.body = OutgoingBody(response.headers, lambda size: _count(run, len(body.data) + size))
    return Ok(body)


@types.function("[static]response-outparam.set", Own(ResponseOutparam), Result(Own(OutgoingResponse), ERROR_CODE))
def _respond(run: ComponentRun, out: ResponseOutparam, response: Ok | Err) -> None:
    if isinstance(response, Err):
        run.refusal = response.value.value or response.value.name
    else:
        run.answer = response.value


def _count(run: ComponentRun, size: int) -> None:
    if size > run.guest.limits.response:
        run.guest.stopped = Kind.OUTPUT_LIMIT
        raise Stopped
