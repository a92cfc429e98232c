"""Builds that are asked for while others are being written down are written down together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from sqlalchemy import Connection

from wardian.builds.rate import Rate
from wardian.builds.together import Together
from wardian.errors import QueueFull, WardianError
from wardian.queue.shared import SharedQueue
from wardian.queue.turns import Job
from wardian.storage.builds import BuildRecords
from wardian.storage.claims import Claimed, Wanted


class Claims:
    """Belongs to an event loop."""

    def __init__(self, records: BuildRecords, queue: SharedQueue, rate: Rate) -> None:
        self._records = records
        self._queue = queue
        self._enter = rate.admitting(self._put)
        self._together = Together(self._claim_all, attrgetter("build"))
        """Each build once: who asks for it as well joins it in the next."""

    async def claim(self, wanted: Wanted) -> Claimed:
        """Raises QueueFull, TooManyBuilds, QuotaReached."""
        return await self._together.ask(wanted)

    def _claim_all(self, wanted: Sequence[Wanted]) -> list[Claimed | WardianError]:
        return self._records.claim_all(wanted, "", self._enter)

    def _put(self, connection: Connection, due: Sequence[Wanted]) -> Mapping[str, QueueFull]:
        jobs = [Job(one.build, one.interest.client, one.project.language) for one in due]
        return self._queue.put(connection, jobs)
