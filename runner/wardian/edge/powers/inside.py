"""Fetches of other deployments: answered in this process, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import unquote

from wardian.edge.cgi import Request
from wardian.edge.chain import Chain
from wardian.edge.hosts import Hosts
from wardian.edge.pages import Answer
from wardian.edge.powers.asks import Ask
from wardian.edge.powers.exchange import Response
from wardian.edge.powers.targets import Target

Inside = Callable[[str, Request, Chain], Coroutine[Any, Any, Answer]]
"""Answers a request for the deployment of that name in this process. The chain is one hop deeper already."""

_CLIENT = "127.0.0.1"
_BODILESS = frozenset((204, 304))


class _WholeBody:
    def __init__(self, data: bytes) -> None:
        self._data = data

    async def chunk(self) -> bytes:
        data, self._data = self._data, b""
        return data

    async def aclose(self) -> None:
        self._data = b""


class Neighbours:
    """The deployments of this edge, as guests reach them: by the URL that visitors use."""

    def __init__(self, hosts: Hosts, answer: Inside) -> None:
        self._hosts = hosts
        self._answer = answer
        self._answering: set[asyncio.Task[Answer]] = set()

    def name(self, target: Target) -> str | None:
        """The deployment's, if the target is one of this edge."""
        if (target.scheme, target.port) != (self._hosts.scheme, self._hosts.default_port):
            return None
        return self._hosts.name(target.host)

    async def exchange(self, name: str, ask: Ask, chain: Chain) -> Response:
        """`chain` sets how long the answer may take. A caller that no longer waits ends nothing before that."""
        answering = asyncio.create_task(self._answer(name, _request(ask), chain))
        self._answering.add(answering)
        answering.add_done_callback(self._answering.discard)
        status, headers, body = await asyncio.shield(answering)
        if status not in _BODILESS:
            headers = [*headers, ("content-length", str(len(body)))]
        shown = b"" if ask.method == "HEAD" or status in _BODILESS else body
        return Response(status, headers, _WholeBody(shown))


def _request(ask: Ask) -> Request:
    """As the edge's server would have read it. The client is the edge: whose visitor it was is not told."""
    target = ask.target
    return Request(
        method=ask.method,
        path=unquote(target.path),
        query=target.query or "",
        headers=ask.sent(),
        protocol="HTTP/1.1",
        scheme=target.scheme,
        host=target.host,
        port=target.port,
        client=_CLIENT,
        body=ask.body,
    )
