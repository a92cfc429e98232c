"""wasi:http/types: what a guest asks of others, before it is sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wardian.edge.components.bodies import OutgoingBody
from wardian.edge.components.fields import Fields, types
from wardian.edge.components.run import ComponentRun
from wardian.edge.components.server import METHOD, SCHEME
from wardian.edge.components.values import TEXT, U64, Borrow, Case, Err, Ok, Option, Own, Result

_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PRINTABLE = re.compile(r"[\x21-\x7e]+")
_TIMEOUTS = ("connect-timeout", "first-byte-timeout", "between-bytes-timeout")


@dataclass(slots=True)
class OutgoingRequest:
    """None stands for what was not set."""

    headers: Fields
    method: Case = field(default_factory=lambda: Case("get"))
    path_with_query: str | None = None
    scheme: Case | None = None
    authority: str | None = None
    body: OutgoingBody | None = None


@dataclass(slots=True)
class RequestOptions:
    """Nanoseconds by name."""

    timeouts: dict[str, int | None] = field(default_factory=dict)

    def least_ms(self) -> int:
        """0 when nothing was set."""
        given = [duration for duration in self.timeouts.values() if duration is not None]
        return max(1, min(given) // 10**6) if given else 0


types.resources.update(
    {
        "outgoing-request": OutgoingRequest,
        "request-options": RequestOptions,
    }
)

_REQUEST, _OPTIONS = Borrow(OutgoingRequest), Borrow(RequestOptions)


@types.function("[constructor]outgoing-request", Own(Fields), result=Own(OutgoingRequest))
def _new_request(run: ComponentRun, headers: Fields) -> OutgoingRequest:
    return OutgoingRequest(headers.fixed())


@types.function("[method]outgoing-request.method", _REQUEST, result=METHOD)
def _method(run: ComponentRun, request: OutgoingRequest) -> Case:
    return request.method


@types.function("[method]outgoing-request.set-method", _REQUEST, METHOD, result=Result())
def _set_method(run: ComponentRun, request: OutgoingRequest, method: Case) -> Ok | Err:
    if not _METHOD.fullmatch(method.value or method.name):
        return Err()
    request.method = method
    return Ok()


@types.function("[method]outgoing-request.path-with-query", _REQUEST, result=Option(TEXT))
def _path(run: ComponentRun, request: OutgoingRequest) -> str | None:
    return request.path_with_query


@types.function("[method]outgoing-request.set-path-with-query", _REQUEST, Option(TEXT), result=Result())
def _set_path(run: ComponentRun, request: OutgoingRequest, path: str | None) -> Ok | Err:
    if path and not _PRINTABLE.fullmatch(path):
        return Err()
    request.path_with_query = path
    return Ok()


@types.function("[method]outgoing-request.scheme", _REQUEST, result=Option(SCHEME))
def _scheme(run: ComponentRun, request: OutgoingRequest) -> Case | None:
    return request.scheme


@types.function("[method]outgoing-request.set-scheme", _REQUEST, Option(SCHEME), result=Result())
def _set_scheme(run: ComponentRun, request: OutgoingRequest, scheme: Case | None) -> Ok | Err:
    if scheme is not None and scheme.name not in ("HTTP", "HTTPS"):
        return Err()
    request.scheme = scheme
    return Ok()


@types.function("[method]outgoing-request.authority", _REQUEST, result=Option(TEXT))
def _authority(run: ComponentRun, request: OutgoingRequest) -> str | None:
    return request.authority


@types.function("[method]outgoing-request.set-authority", _REQUEST, Option(TEXT), result=Result())
def _set_authority(run: ComponentRun, request: OutgoingRequest, authority: str | None) -> Ok | Err:
    if authority is not None and (not _PRINTABLE.fullmatch(authority) or set(authority) & set("/?#@\\")):
        return Err()
    request.authority = authority
    return Ok()


@types.function("[method]outgoing-request.headers", _REQUEST, result=Own(Fields))
def _request_headers(run: ComponentRun, request: OutgoingRequest) -> Fields:
    return request.headers.fixed()


@types.function("[method]outgoing-request.body", _REQUEST, result=Result(Own(OutgoingBody)))
def _body(run: ComponentRun, request: OutgoingRequest) -> Ok | Err:
    if request.body is not None:
        return Err()
    request.body = OutgoingBody(request.headers, run.hold)
    return Ok(request.body)


@types.function("[constructor]request-options", result=Own(RequestOptions))
def _new_options(run: ComponentRun) -> RequestOptions:
    return RequestOptions()


def _define_timeout(name: str) -> None:
    @types.function(f"[method]request-options.{name}", _OPTIONS, result=Option(U64))
    def _timeout(run: ComponentRun, options: RequestOptions) -> int | None:
        return options.timeouts.get(name)

    @types.function(f"[method]request-options.set-{name}", _OPTIONS, Option(U64), result=Result())
    def _set_timeout(run: ComponentRun, options: RequestOptions, duration_ns: int | None) -> Ok | Err:
        options.timeouts[name] = duration_ns
        return Ok()


for _name in _TIMEOUTS:
    _define_timeout(_name)
