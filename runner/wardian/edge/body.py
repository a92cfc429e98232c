"""Reading a request's body, within bounds of size and time."""

from __future__ import annotations

import asyncio

from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]


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
    given = scope.headers.get("content-length")
    stated = None if given is None else int(given)
    if stated is None and "transfer-encoding" not in scope.headers and scope.http_version[0] == "1":
        return b""
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
