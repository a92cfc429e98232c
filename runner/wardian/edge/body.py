"""Reading a request's body, within bounds of size and time."""

from __future__ import annotations

import asyncio

from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]

_MOST_DIGITS = 19


class BodyTooLarge(Exception):
    """There is more of it than is allowed."""


class BodyTooSlow(Exception):
    """It did not come in time."""


class BodyBroken(Exception):
    """It ended before its end, or its chunks are wrong: what came of it must not be taken for the whole."""


async def read_body(proto: HTTPProtocol, scope: Scope, most: int, seconds: float) -> bytes:
    """`most` is the largest size in bytes.

    granian ends a body that fails as it ends a whole one. What tells them apart is the stated length or, for a chunked
    body, an empty piece before the last: granian's for anything that is not data. That may be trailers too, which are
    then refused with it.
    """
    headers = scope.headers
    stated = _stated(headers.get("content-length"))
    coding = headers.get("transfer-encoding")
    if stated is None and coding is None and scope.http_version[0] == "1":
        return b""
    if coding is not None and coding.strip().lower() != "chunked":
        raise BodyBroken
    if stated is not None and stated > most:
        raise BodyTooLarge
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in proto:
                size += len(chunk)
                if size > most:
                    raise BodyTooLarge
                chunks.append(chunk)
    except TimeoutError:
        raise BodyTooSlow from None
    if size != stated if stated is not None else b"" in chunks[:-1]:
        raise BodyBroken
    return b"".join(chunks)


def _stated(length: str | None) -> int | None:
    """granian takes any number of zeros before it. Raises BodyBroken for more digits than any length has."""
    if length is not None and len(length) > _MOST_DIGITS:
        raise BodyBroken
    return None if length is None else int(length)
