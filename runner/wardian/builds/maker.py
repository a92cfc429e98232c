"""Makes builds that any web process has put into the shared queue, and looks after those whose maker is gone."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from wardian import logs
from wardian.builds.scribe import Scribe
from wardian.builds.worker import MOST_INTERRUPTIONS, Worker, failure, interruption
from wardian.model import Profile, Project
from wardian.queue.shared import SharedQueue
from wardian.queue.station import Station
from wardian.queue.turns import Job
from wardian.storage.adoption import Adopted, requeue_lost
from wardian.storage.builds import BuildRecords
from wardian.storage.database import GONE, Database
from wardian.storage.outage import cause, outlast
from wardian.storage.outcomes import Outcome
from wardian.threads import to_its_end
from wardian.toolchains.live import Tell

_SWEEPS = 3
"""In a lease."""

_log = logging.getLogger(__name__)


class Maker:
    """A job may come twice: which attempt at a build counts is decided by its record."""

    def __init__(
        self, database: Database, queue: SharedQueue, station: Station, worker: Worker, lease_s: float
    ) -> None:
        """A maker that has not been heard of for `lease_s` is taken to be gone."""
        self._database = database
        self._records = BuildRecords(database)
        self._queue = queue
        self._station = station
        self._worker = worker
        self._lease_s = lease_s
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._tasks = {asyncio.create_task(self._station.run(self._make)), asyncio.create_task(self._sweep_regularly())}

    async def stop(self) -> None:
        """Take no more, and end what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)

    async def _make(self, build: str) -> None:
        with logs.about(build=build):
            begun = await outlast(partial(self._records.begin, build))
            if begun is None:
                return
            attempt, project, profile = begun
            async with Scribe(self._records, build, attempt) as scribe:
                outcome = await self._outcome(build, project, profile, scribe.said)
            await outlast(partial(self._records.end, build, attempt, outcome))

    async def _outcome(self, build: str, project: Project, profile: Profile, tell: Tell) -> Outcome:
        """Whatever happens but to be cancelled."""
        task = asyncio.create_task(self._worker.build(project, profile, tell))
        try:
            await asyncio.wait({task})
        finally:
            task.cancel()
            await asyncio.wait({task})
        error = task.exception()
        return task.result() if error is None else failure(build, error)

    async def _sweep_regularly(self) -> None:
        while True:
            try:
                await to_its_end(self._sweep)
            except GONE as error:
                _log.warning("the database did not tell of lost builds: %s", cause(error))
            await asyncio.sleep(self._lease_s / _SWEEPS)

    def _sweep(self) -> None:
        """What has no maker any more gets another, unless too many have ended over it."""
        with self._database.write() as connection:
            self._queue.drop_lost(connection, self._lease_s, self._worker.longest_s + 2 * self._lease_s)
            lost = requeue_lost(connection, {entered.job.name for entered in self._queue.entered(connection)})
            for orphan in lost:
                if not _is_poison(orphan):
                    build = orphan.record.build
                    self._queue.put(connection, [Job(build.id, orphan.client, build.language)], always=True)
        for orphan in filter(_is_poison, lost):
            outcome = interruption(orphan.interruptions)
            self._records.end(orphan.record.build.id, orphan.record.attempt, outcome)


def _is_poison(orphan: Adopted) -> bool:
    return orphan.interruptions >= MOST_INTERRUPTIONS
