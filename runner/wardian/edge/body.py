"""Reading a request's body, within bounds of size and time."""

from __future__ import annotations

import asyncio

from granian.rsgi import HTTPProtocol  # type: ignore[attr-defined]


class BodyTooLarge(Exception):
    """There is more of it than is allowed."""


class BodyTooSlow(Exception):
    """It did not come in time."""


async def read_body(proto: HTTPProtocol, stated: str | None, most: int, seconds: float) -> bytes:
    """`stated` is the Content-Length header, `most` the largest size in bytes."""
    if stated is not None and stated.isdigit() and int(stated) > most:
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
    return b"".join(chunks)
