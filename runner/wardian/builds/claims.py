"""Builds that are asked for while others are being written down are written down together."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import Connection

from wardian.builds.rate import Rate
from wardian.errors import QueueFull
from wardian.queue.shared import SharedQueue
from wardian.queue.turns import Job
from wardian.storage.builds import BuildRecords
from wardian.storage.claims import Claimed, Wanted
from wardian.storage.database import GONE

_MOST = 50
"""In one transaction, so that others have their turn soon."""

_Answer = asyncio.Future[Claimed]


class Claims:
    """One transaction at a time: those of one process would only wait for each other. Belongs to an event loop."""

    def __init__(self, records: BuildRecords, queue: SharedQueue, rate: Rate) -> None:
        self._records = records
        self._queue = queue
        self._enter = rate.admitting(self._put)
        self._waiting: list[tuple[Wanted, _Answer]] = []
        self._writing: asyncio.Task[None] | None = None

    async def claim(self, wanted: Wanted) -> Claimed:
        """Raises QueueFull, TooManyBuilds, QuotaReached."""
        answer: _Answer = asyncio.get_running_loop().create_future()
        self._waiting.append((wanted, answer))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await answer

    async def _write(self) -> None:
        while self._waiting:
            batch = self._next()
            await self._write_together(list(batch.values()))
        self._writing = None

    def _next(self) -> dict[str, tuple[Wanted, _Answer]]:
        """Each build once: who asks for it as well joins it in the next."""
        batch: dict[str, tuple[Wanted, _Answer]] = {}
        left: list[tuple[Wanted, _Answer]] = []
        for one in self._waiting:
            build = one[0].build
            if build in batch or len(batch) == _MOST:
                left.append(one)
            else:
                batch[build] = one
        self._waiting = left
        return batch

    async def _write_together(self, batch: list[tuple[Wanted, _Answer]]) -> None:
        """An error that is not the database's being away may be one build's alone: each is then tried by itself."""
        claim = partial(self._records.claim_all, [wanted for wanted, _ in batch], "", self._enter)
        writing = asyncio.create_task(asyncio.to_thread(claim))
        await asyncio.wait({writing})
        error = writing.exception()
        if error is not None and len(batch) > 1 and not isinstance(error, GONE):
            for one in batch:
                await self._write_together([one])
            return
        said = writing.result() if error is None else [error] * len(batch)
        for (_, answer), each in zip(batch, said, strict=True):
            _tell(answer, each)

    def _put(self, connection: Connection, due: Sequence[Wanted]) -> Mapping[str, QueueFull]:
        jobs = [Job(one.build, one.interest.client, one.project.language) for one in due]
        return self._queue.put(connection, jobs)


def _tell(answer: _Answer, said: Claimed | BaseException) -> None:
    if answer.done():
        return
    if isinstance(said, BaseException):
        answer.set_exception(said)
    else:
        answer.set_result(said)
