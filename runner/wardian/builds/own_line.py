"""A line whose builds this process makes, and the next one that starts on its data folder."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from wardian import logs
from wardian.builds.feeds import Feed, Feeds
from wardian.builds.neighbours import Neighbours
from wardian.builds.rate import Rate
from wardian.builds.worker import MOST_INTERRUPTIONS, Worker, failure, interruption
from wardian.model import Build, Profile, Project, Status
from wardian.queue.local import LocalQueue
from wardian.queue.turns import Job
from wardian.storage import claims
from wardian.storage.adoption import Adopted, Adoption
from wardian.storage.builds import BuildRecords
from wardian.storage.interests import Interest, Interests
from wardian.storage.outage import outlast
from wardian.storage.outcomes import Outcome
from wardian.storage.records import Record
from wardian.storage.runners import Runner

_TELL_POSITIONS_S = 0.2


@dataclass(frozen=True, slots=True)
class Stored:
    """What outlives this process, and its name among others."""

    records: BuildRecords
    interests: Interests
    adoption: Adoption
    runner: Runner


class OwnLine:
    """The records are the truth; the queue and the feeds are made from them anew when a process starts."""

    here = True

    def __init__(self, stored: Stored, worker: Worker, queue: LocalQueue, rate: Rate) -> None:
        self._records = stored.records
        self._interests = stored.interests
        self._runner = stored.runner
        self._worker = worker
        self._queue = queue
        self._enter = rate.admitting(claims.nowhere)
        self._feeds = Feeds(stored.records)
        self._neighbours = Neighbours(stored.runner, stored.records, stored.adoption, self._feeds)
        self._watching: asyncio.Task[None] | None = None
        self._claiming = asyncio.Lock()
        self._telling: asyncio.TimerHandle | None = None

    @property
    def closing(self) -> bool:
        return self._feeds.closed

    async def start(self) -> None:
        """Start building, first of all what was acknowledged before and has not ended."""
        self._queue.start(self._work, self._failed)
        await self._adopted(await asyncio.to_thread(self._neighbours.adopt))
        self._watching = asyncio.create_task(self._neighbours.watch(self._ended_elsewhere, self._adopted))

    def let_go(self) -> None:
        """Let nobody wait any longer: the process is about to end."""
        self._feeds.close_all()

    async def stop(self) -> None:
        """Stop the compilers. What has not ended is built by another process, or the next that starts."""
        self.let_go()
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait({self._watching})
        if self._telling is not None:
            self._telling.cancel()
        await self._queue.stop()
        self._runner.close()

    async def claim(self, build: str, project: Project, profile: Profile, interest: Interest, *, again: bool) -> Record:
        """The record, put into the queue if it was not under way. Raises QueueFull, TooManyBuilds, QuotaReached."""
        async with self._claiming:
            if self._feeds.get(build) is None:
                self._queue.check_room(interest.client)
            owner = self._runner.id
            record, mine = await asyncio.to_thread(
                self._records.claim, build, project, profile, interest, owner, self._enter, again=again
            )
            if mine:
                self._put(record, interest.client)
        return record

    async def feed(self, build: str) -> Feed | None:
        return await self._feeds.follow(build)

    async def with_place(self, build: Build) -> Build:
        place = self._queue.place(build.id) if build.status is Status.QUEUED else None
        return build if place is None else replace(build, position=place.position, wait=place.wait)

    async def keep(self, build: str, interest: Interest) -> None:
        """The held request is answered before the end: the client comes back."""
        await asyncio.to_thread(self._interests.keep, build, interest)

    async def leave(self, build: str, interest: Interest) -> None:
        """The held request is gone. If nobody else waits, the build is cancelled and has stopped after this."""
        async with self._claiming:
            cancelled = await asyncio.to_thread(self._interests.leave, build, interest)
            stopped = self._cancel(build) if cancelled else None
        await self._stopped(stopped)

    async def give_up(self, build: str, client: str) -> None:
        """The client does not want it. If nobody else waits, the build is cancelled and has stopped after this."""
        async with self._claiming:
            cancelled = await asyncio.to_thread(self._interests.give_up, build, client)
            stopped = self._cancel(build) if cancelled else None
        await self._stopped(stopped)

    def _cancel(self, build: str) -> tuple[Feed | None, asyncio.Future[list[Any]]]:
        return self._feeds.get(build), self._queue.cancel(build)

    async def _stopped(self, cancelled: tuple[Feed | None, asyncio.Future[list[Any]]] | None) -> None:
        if cancelled is not None:
            feed, stopped = cancelled
            await stopped
            if feed is not None:
                self._feeds.close(feed)
            self._tell_positions_soon()

    def _put(self, record: Record, client: str) -> None:
        build = record.build
        self._feeds.put(Feed(build, record.attempt, mine=True))
        self._queue.put(Job(build.id, client, build.language), always=True)
        self._tell_positions_soon()

    async def _work(self, build: str) -> None:
        feed = self._feeds.get(build)
        self._tell_positions_soon()
        if feed is None:
            return
        source = await asyncio.to_thread(self._records.start, build, feed.attempt)
        if source is None:
            self._feeds.close(feed)
        else:
            feed.building()
            with logs.about(build=build):
                outcome = await self._worker.build(*source, feed.said)
            await self._end(feed, outcome)

    async def _failed(self, build: str, error: BaseException) -> None:
        feed = self._feeds.get(build)
        if feed is not None:
            await self._end(feed, failure(build, error))

    async def _end(self, feed: Feed, outcome: Outcome) -> None:
        """Until the database has taken it nothing else could be built either."""
        if await outlast(partial(self._records.end, feed.build.id, feed.attempt, outcome)):
            feed.ended(outcome)
        self._feeds.close(feed)

    def _ended_elsewhere(self, feed: Feed) -> None:
        """Cancelled through another process, or ended there."""
        if self._feeds.get(feed.build.id) is feed:
            self._queue.cancel(feed.build.id)
            self._feeds.close(feed)
            self._tell_positions_soon()

    async def _adopted(self, adopted: list[Adopted]) -> None:
        for orphan in adopted:
            record = orphan.record
            if orphan.interruptions >= MOST_INTERRUPTIONS:
                outcome = interruption(orphan.interruptions)
                await asyncio.to_thread(self._records.end, record.build.id, record.attempt, outcome)
            else:
                self._put(record, orphan.client)

    def _tell_positions_soon(self) -> None:
        """Many that come at once are told of together."""
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(_TELL_POSITIONS_S, self._tell_positions)

    def _tell_positions(self) -> None:
        self._telling = None
        for place in self._queue.places():
            if (feed := self._feeds.get(place.name)) is not None:
                feed.queued_at(place.position, place.wait)
