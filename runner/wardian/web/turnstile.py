"""Requests that come in a crowd are let in one by one."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send


class Turnstile:
    """Lets one POST a turn of the event loop begin.

    A hundred that arrive together would otherwise all be read, checked and queued in the same turn, and whoever asks
    for anything else would wait for all of them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            async with self._turn:
                await asyncio.sleep(0)
        await self._app(scope, receive, send)
