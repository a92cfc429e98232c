"""Connections that are read in small parts for as long as the answer's head has not come.

Reading HTTP costs the event loop more for each line than for each byte: a server that sends nothing but lines would
hold up everybody.
"""

from __future__ import annotations

import ssl
from typing import Any

import httpcore

from wardian.edge.powers.asks import MOST_HEAD
from wardian.edge.powers.refused import Error, Refused

_PART = 2 * 1024
_MOST = MOST_HEAD + 8 * 1024


class Meter:
    """How much one fetch may still receive before its answer has a head; None when it has one."""

    def __init__(self) -> None:
        self.left: int | None = _MOST


class MeteredStream(httpcore.AsyncNetworkStream):
    def __init__(self, stream: httpcore.AsyncNetworkStream, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Raises Refused."""
        if self._meter.left is None:
            return await self._stream.read(max_bytes, timeout)
        data = await self._stream.read(min(max_bytes, _PART), timeout)
        self._meter.left -= len(data)
        if self._meter.left < 0:
            most = f"{_MOST // 1024} KiB"
            raise Refused(Error.TOO_LARGE, f"The server sent more than {most}, and still no answer with its headers.")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        return MeteredStream(await self._stream.start_tls(ssl_context, server_hostname, timeout), self._meter)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
