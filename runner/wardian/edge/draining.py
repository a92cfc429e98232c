"""Ending a process without failing a request: those under way end, new ones are told to come back (decision 0018)."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

_LAST_WORD_S = 0.1
"""What has been sent but not read yet is answered too, with 503; granian would close its connection."""


class Draining:
    """One process's. It belongs to the event loop."""

    def __init__(self, most_s: float) -> None:
        """`most_s` is how long requests under way may take to end, in seconds."""
        self.begun = False
        self.running = 0
        self._most_s = most_s
        self._ended = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Drain on SIGTERM, which granian would end the process on, and give it SIGINT when nothing runs any more.

        granian does the same on both: it stops listening, closes idle connections, lets the others end their request.
        """
        loop.add_signal_handler(signal.SIGTERM, self._begin)

    def leave(self) -> None:
        """A request that was counted in `running` has been answered."""
        self.running -= 1
        if self.begun and not self.running:
            self._ended.set()

    def _begin(self) -> None:
        if not self.begun:
            self.begun = True
            self._task = asyncio.ensure_future(self._end())

    async def _end(self) -> None:
        await asyncio.sleep(_LAST_WORD_S)
        if self.running:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._most_s):
                    await self._ended.wait()
        signal.raise_signal(signal.SIGINT)
