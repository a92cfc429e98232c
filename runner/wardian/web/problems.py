"""Every error as an RFC 9457 problem, in words for whoever sent the request."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from wardian import logs
from wardian.errors import (
    InvalidRequest,
    QuotaReached,
    Replaced,
    TooManyBuilds,
    Unauthorized,
    Unavailable,
    WardianError,
    pointer,
)
from wardian.storage.database import GONE
from wardian.storage.outage import cause

_RETRY_S = 5
_log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
Responses = dict[int | str, dict[str, Any]]
"""What OpenAPI says of a route's answers, by status."""

_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
_SENTENCES = {
    404: "There is nothing at this address.",
    403: "This call came from a page of another site.",
}


class Problem(BaseModel):
    """An RFC 9457 problem."""

    type: str = Field(description="What went wrong, as a reference that stays the same.")
    title: str = Field(description="The same in words.")
    status: int
    detail: str = Field(description="What went wrong this time, and what would be right.")
    field: str | None = Field(
        None, description="The JSON pointer of the wrong part of the body, or the name of a header or parameter."
    )


def responses(*statuses: int) -> Responses:
    """What OpenAPI says of a route's errors."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: schema}}
        for status in (*statuses, 500, 503)
    }


def problem(
    status: int,
    title: str,
    detail: str,
    field: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """ASCII JSON, since a refused name may hold what UTF-8 cannot."""
    body = {"type": type_of(title), "title": title, "status": status, "detail": detail}
    if field is not None:
        body["field"] = field
    return Response(json.dumps(body), status, {"Cache-Control": "no-store", **(headers or {})}, MEDIA_TYPE)


def type_of(title: str) -> str:
    """The address of the problem's heading in the reference."""
    return f"/reference/problems/#{re.sub('[^a-z]+', '-', title.lower())}"


def add_handlers(app: FastAPI) -> None:
    app.add_exception_handler(WardianError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for gone in GONE:
        app.add_exception_handler(gone, _without_database)
    app.add_exception_handler(Exception, _unexpected)


def invalid(errors: list[Any]) -> InvalidRequest:
    """The first of pydantic's errors; its location starts with where the value came from."""
    error = errors[0]
    source, *path = error["loc"]
    names = [str(name) for name in path if name != "[key]"]
    field = pointer(*names) if source == "body" else "/".join(names)
    return InvalidRequest(field, _sentence(error, names[-1] if names else "The body"))


def _sentence(error: dict[str, Any], name: str) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"{name} is missing."
        case "enum" | "literal_error":
            return f"{name} must be one of {_listed(context['expected'])}."
        case "extra_forbidden":
            return f"{name} is not known here. Leave it out, or check how it is spelled."
        case "string_type":
            return f"{name} must be text."
        case "string_unicode":
            return f"{name} must be valid Unicode; it has half of a surrogate pair."
        case "dict_type":
            return f"{name} must be an object of name: text."
        case "model_attributes_type" | "model_type":
            return f"{name} must be a JSON object."
        case "tuple_type" | "list_type":
            return f"{name} must be a list."
        case "bool_type" | "bool_parsing":
            return f"{name} must be true or false."
        case "int_type" | "int_parsing" | "int_from_float":
            return f"{name} must be a whole number."
        case _:
            return f"{name}: {error['msg']}."


def _listed(expected: str) -> str:
    return expected.replace(" or ", ", ").replace("'", "")


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, WardianError)  # noqa: S101
    headers = {}
    if isinstance(error, (Replaced, TooManyBuilds, QuotaReached, Unavailable)) and error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = "Bearer"
    field = error.field if isinstance(error, InvalidRequest) else None
    return problem(error.status, error.title, error.detail, field, headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    return await _expected(request, invalid(list(error.errors())))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        return Response(status_code=error.status_code, headers=error.headers)
    title = HTTPStatus(error.status_code).phrase
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(_allowed(request))
        detail = f"{request.method} cannot be used at this address; {allowed} can."
        return problem(error.status_code, title, detail, headers={"Allow": allowed})
    detail = _SENTENCES.get(error.status_code, error.detail)
    return problem(error.status_code, title, detail, headers=error.headers)


async def _without_database(request: Request, error: Exception) -> Response:
    """In an outage every request comes here: of each there is one line."""
    about, path = logs.told().get("request", "-"), quote(request.scope["path"])
    _log.error("%s %s, request %s: the database does not answer: %s", request.method, path, about, cause(error))
    return await _expected(request, Unavailable("The database does not answer.", _RETRY_S))


async def _unexpected(request: Request, error: Exception) -> Response:
    return problem(500, "Internal error", "The server failed at this request. Its log says why.")


def _allowed(request: Request) -> list[str]:
    scopes = ({**request.scope, "method": method} for method in _METHODS)
    return [scope["method"] for scope in scopes if _answers(request.app, scope)] or ["GET", "HEAD"]


def _answers(app: FastAPI, scope: dict[str, Any]) -> bool:
    return any(route.matches(scope)[0] is Match.FULL for route in app.router.routes)
