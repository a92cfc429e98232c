"""JSON bodies: read within a limit and checked before FastAPI validates what is in them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from wardian.errors import InvalidRequest, TooLarge, WardianError

_STALLED_S = 10.0
"""Between two parts of a body. A process that is to end waits for what has begun, and is killed if it lasts longer."""


class MalformedBody(InvalidRequest):
    status = 400
    title = "Malformed body"


class WrongContentType(InvalidRequest):
    status = 415
    title = "Wrong content type"


class TooSlow(WardianError):
    status = 408
    title = "Too slow"


class _JsonRequest(Request):
    """A request whose body has been read and parsed."""

    def __init__(self, request: Request, data: bytes, value: Any) -> None:
        super().__init__(request.scope, request.receive)
        self._data = data
        self._value = value

    async def body(self) -> bytes:
        return self._data

    async def json(self) -> Any:
        return self._value


def json_route(limit: int) -> type[APIRoute]:
    """A route class whose bodies are JSON of at most `limit` bytes.

    Asking for `application/json` keeps other sites' forms out: a browser sends that type across sites only
    after asking, and is never allowed to.
    """

    class JsonRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()
            if self.body_field is None:
                return handle

            async def read_first(request: Request) -> Response:
                _check_type(request)
                data = await read(request, limit)
                return await handle(_JsonRequest(request, data, _parse(data)))

            return read_first

    return JsonRoute


def _check_type(request: Request) -> None:
    header = request.headers.get("content-type", "")
    message = Message()
    message["content-type"] = header
    if not header or message.get_content_type() != "application/json":
        raise WrongContentType("Content-Type", "The body must be sent as application/json.")
    if message.get_content_charset("utf-8") not in ("utf-8", "us-ascii"):
        raise WrongContentType("Content-Type", "JSON is sent in UTF-8.")


async def read(request: Request, limit: int) -> bytes:
    """Raises TooLarge when the body has more than `limit` bytes, TooSlow when nothing comes for a while."""
    length = request.headers.get("content-length", "")
    data = bytearray()
    if length.isdecimal() and int(length) > limit:
        raise _too_large(limit)
    now = asyncio.get_running_loop().time
    try:
        async with asyncio.timeout(_STALLED_S) as patience:
            async for chunk in request.stream():
                patience.reschedule(now() + _STALLED_S)
                data += chunk
                if len(data) > limit:
                    raise _too_large(limit)
    except TimeoutError:
        raise TooSlow(f"Nothing more of the body came for {_STALLED_S:g} s.") from None
    return bytes(data)


def _too_large(limit: int) -> TooLarge:
    return TooLarge("", f"The body is longer than {limit} bytes, the most that is read.")


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data.decode(), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise MalformedBody("", f"The body is not UTF-8: byte {error.start + 1} does not fit.") from None
    except json.JSONDecodeError as error:
        raise MalformedBody(
            "", f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except RecursionError:
        raise MalformedBody("", "The body is nested too deeply.") from None
    except ValueError as error:
        raise MalformedBody("", f"The body is not JSON: {error}.") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a JSON number")
