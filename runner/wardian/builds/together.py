"""What is asked for while a call is under way is asked for by the next, in one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from itertools import repeat
from typing import Generic, TypeVar

from wardian.storage.database import GONE

_MOST = 50
"""In one call, so that others have their turn soon."""

Asked = TypeVar("Asked")
Told = TypeVar("Told")


class Together(Generic[Asked, Told]):
    """One call at a time, in a thread: several would only wait for each other. Belongs to an event loop."""

    def __init__(
        self, call: Callable[[Sequence[Asked]], Sequence[Told | Exception]], name: Callable[[Asked], Hashable] = id
    ) -> None:
        """`call` tells of each what it is asked for, in the same order. What has the same name is never in one call."""
        self._call = call
        self._name = name
        self._waiting: list[tuple[Asked, asyncio.Future[Told]]] = []
        self._calling: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Told:
        """Raises what `call` tells or raises of it."""
        answer: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._calling is None:
            self._calling = asyncio.create_task(self._call_all())
        return await answer

    async def _call_all(self) -> None:
        while self._waiting:
            await self._call_once(self._next())
        self._calling = None

    def _next(self) -> list[tuple[Asked, asyncio.Future[Told]]]:
        batch: dict[Hashable, tuple[Asked, asyncio.Future[Told]]] = {}
        left: list[tuple[Asked, asyncio.Future[Told]]] = []
        for one in self._waiting:
            name = self._name(one[0])
            if name in batch or len(batch) == _MOST:
                left.append(one)
            else:
                batch[name] = one
        self._waiting = left
        return list(batch.values())

    async def _call_once(self, batch: Sequence[tuple[Asked, asyncio.Future[Told]]]) -> None:
        """An error that is not the database's being away may be of one alone: each is then tried by itself."""
        call = asyncio.to_thread(self._call, [asked for asked, _ in batch])
        (told,) = await asyncio.gather(call, return_exceptions=True)
        if isinstance(told, BaseException) and len(batch) > 1 and not isinstance(told, GONE):
            for one in batch:
                await self._call_once([one])
            return
        each_told = repeat(told, len(batch)) if isinstance(told, BaseException) else told
        for (_, answer), each in zip(batch, each_told, strict=True):
            _tell(answer, each)


def _tell(answer: asyncio.Future[Told], told: Told | BaseException) -> None:
    if answer.done():
        return
    if isinstance(told, BaseException):
        answer.set_exception(told)
    else:
        answer.set_result(told)
