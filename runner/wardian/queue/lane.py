"""A lane beside the queue, for answers that somebody waits for at a keyboard: short, and soon out of date."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeVar

from wardian.errors import LaneFull, Replaced

_RETRY_S = 1

Answer = TypeVar("Answer")
Editor = tuple[str, str]
"""A client, and the word by which it tells its editors apart."""


class Lane:
    """Few pieces of work run at once, and clients take turns. All calls belong to one event loop."""

    def __init__(self, at_once: int, size: int, pace_s: float = 1.0) -> None:
        """`at_once` run and `size` may wait. One editor's work starts at most every `pace_s` seconds."""
        self._at_once = at_once
        self._free = at_once
        self._size = size
        self._pace_s = pace_s
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        """The turns of each client that waits; the first client's is the next."""
        self._newest: dict[Editor, asyncio.Task[object]] = {}
        self._resting: dict[Editor, asyncio.Event] = {}
        self.refused = 0
        """How many have been told that the lane is full."""
        self.replaced = 0
        """How many of an editor's calls a newer one has ended."""

    def waiting(self) -> int:
        """Without those that wait for their editor's pace."""
        return sum(map(len, self._waiting.values()))

    def running(self) -> int:
        return self._at_once - self._free

    async def run(self, client: str, work: Callable[[], Awaitable[Answer]]) -> Answer:
        """The work's own answer. Cancelling stops the work. Raises LaneFull."""
        await self._turn(client)
        try:
            return await work()
        finally:
            self._pass_on()

    async def run_newest(self, editor: Editor, work: Callable[[], Awaitable[Answer]]) -> Answer:
        """As `run`, but it ends the editor's call before this one, which then raises Replaced."""
        task = asyncio.create_task(self._paced(editor, work))
        if (older := self._newest.get(editor)) is not None:
            older.cancel()
        self._newest[editor] = task
        try:
            return await task
        except asyncio.CancelledError:
            if self._newest.get(editor) is task or _caller_is_cancelled():
                raise
            self.replaced += 1
            raise Replaced("A newer check from this editor took the place of this one.", _RETRY_S) from None
        finally:
            if self._newest.get(editor) is task:
                del self._newest[editor]

    async def _paced(self, editor: Editor, work: Callable[[], Awaitable[Answer]]) -> Answer:
        if (rest := self._resting.get(editor)) is not None:
            await rest.wait()
        self._resting[editor] = asyncio.Event()
        asyncio.get_running_loop().call_later(self._pace_s, self._rested, editor)
        return await self.run(editor[0], work)

    def _rested(self, editor: Editor) -> None:
        self._resting.pop(editor).set()

    async def _turn(self, client: str) -> None:
        if self._free > 0:
            self._free -= 1
            return
        if self.waiting() >= self._size:
            self.refused += 1
            raise LaneFull(f"{self._size} checks are waiting, which is all this host lets wait.", _RETRY_S)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._leave(client, turn)
            else:
                self._pass_on()
            raise

    def _leave(self, client: str, turn: asyncio.Future[None]) -> None:
        """It may have been skipped already."""
        turns = self._waiting.get(client, deque())
        if turn in turns:
            turns.remove(turn)
        if not turns:
            self._waiting.pop(client, None)

    def _pass_on(self) -> None:
        while self._waiting:
            client = next(iter(self._waiting))
            turns = self._waiting.pop(client)
            turn = turns.popleft()
            if turns:
                self._waiting[client] = turns
            if not turn.cancelled():
                turn.set_result(None)
                return
        self._free += 1


def _caller_is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
