"""A line whose builds worker processes make, on any machine: PostgreSQL has the queue and brings the news."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial

import psycopg

from wardian.builds.claims import Claims
from wardian.builds.feeds import Feed, Feeds
from wardian.builds.rate import Rate
from wardian.model import Build, Profile, Project, Status
from wardian.queue.local import Place
from wardian.queue.shared import SharedQueue
from wardian.storage.builds import BuildRecords
from wardian.storage.claims import Wanted
from wardian.storage.database import GONE, Database
from wardian.storage.interests import Interest, Interests
from wardian.storage.news import News, Told
from wardian.storage.records import Record
from wardian.threads import to_its_end

_TELL_PLACES_S = 0.2
_LOOK_S = 2.0
"""A net under the news: everything that is followed is looked up so often."""

_AGAIN_S = 0.5
_log = logging.getLogger(__name__)


class SharedLine:
    here = False

    def __init__(self, database: Database, queue: SharedQueue, news: News, rate: Rate) -> None:
        self._database = database
        self._records = BuildRecords(database)
        self._interests = Interests(database, queue.cancel)
        self._queue = queue
        self._news = news
        self._feeds = Feeds(self._records)
        self._stale: set[str] = set()
        """Builds of which there is news."""
        self._told = asyncio.Event()
        self._claims = Claims(self._records, queue, rate)
        self._claiming: dict[str, bool] = {}
        """Builds that are being claimed; true if there may have been news of them, before their feed is there."""
        self._moved = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def closing(self) -> bool:
        return self._feeds.closed

    async def start(self) -> None:
        watchers = (self._listen, self._watch, self._watch_places)
        self._tasks = {asyncio.create_task(watcher()) for watcher in watchers}

    def let_go(self) -> None:
        self._feeds.close_all()

    async def stop(self) -> None:
        self.let_go()
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)

    async def claim(self, build: str, project: Project, profile: Profile, interest: Interest, *, again: bool) -> Record:
        self._claiming.setdefault(build, False)
        try:
            claimed = await self._claims.claim(Wanted(build, project, profile, interest, again))
        finally:
            missed = self._claiming.pop(build, True)
        record = claimed.record
        known = self._feeds.get(build)
        if claimed.mine and not self.closing and (known is None or known.attempt != record.attempt):
            self._feeds.put(Feed(record.build, record.attempt, mine=False))
            self._moved.set()
            if missed:
                self._look_soon(build)
        return record

    async def feed(self, build: str) -> Feed | None:
        """What has happened since it was looked up is looked up as well."""
        known = self._feeds.get(build) is not None
        feed = await self._feeds.follow(build)
        if feed is not None and not known:
            self._look_soon(build)
        self._moved.set()
        return feed

    async def with_place(self, build: Build) -> Build:
        if build.status is not Status.QUEUED:
            return build
        places = await asyncio.to_thread(self._places)
        place = next((place for place in places if place.name == build.id), None)
        return build if place is None else replace(build, position=place.position, wait=place.wait)

    async def keep(self, build: str, interest: Interest) -> None:
        await asyncio.to_thread(self._interests.keep, build, interest)

    async def leave(self, build: str, interest: Interest) -> None:
        if await asyncio.to_thread(self._interests.leave, build, interest):
            self._look_soon(build)

    async def give_up(self, build: str, client: str) -> None:
        if await asyncio.to_thread(self._interests.give_up, build, client):
            self._look_soon(build)

    def _places(self) -> list[Place]:
        with self._database.read() as connection:
            return self._queue.places(connection)

    def _look_soon(self, *builds: str) -> None:
        self._stale.update(builds)
        self._told.set()

    async def _listen(self) -> None:
        while True:
            try:
                async with self._news.listening() as heard:
                    self._claiming = dict.fromkeys(self._claiming, True)
                    self._look_soon(*(feed.build.id for feed in self._feeds))
                    async for told in heard:
                        self._hear(told)
            except psycopg.OperationalError as error:
                _log.warning("the database does not tell of builds: %s", error)
                await asyncio.sleep(_AGAIN_S)

    def _hear(self, told: Told) -> None:
        """Where the news says it all, nothing is looked up."""
        self._moved.set()
        if told.build in self._claiming and told.status is not Status.QUEUED:
            self._claiming[told.build] = True
        feed = self._feeds.get(told.build)
        if feed is None:
            return
        if feed.attempt != told.attempt:
            self._look_soon(told.build)
        elif told.outcome is not None:
            self._ended(feed, told.outcome.of(feed.build))
        elif told.status is Status.BUILDING:
            feed.building()

    async def _watch(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_S):
                    await self._told.wait()
            everything = not self._told.is_set()
            self._told.clear()
            stale, self._stale = self._stale, set()
            feeds = {feed.build.id: feed for feed in self._feeds if everything or feed.build.id in stale}
            try:
                await self._look(feeds)
            except GONE as error:
                _log.warning("the database did not tell of other processes' builds: %s", error)
                await asyncio.sleep(_AGAIN_S)
                self._look_soon(*feeds)

    async def _look(self, feeds: dict[str, Feed]) -> None:
        if not feeds:
            return
        for record in await to_its_end(partial(self._records.some, list(feeds))):
            feed = feeds.pop(record.build.id)
            if feed.closed.is_set():
                continue
            if record.build.status.ended:
                self._ended(feed, record.build)
            elif record.attempt != feed.attempt:
                self._feeds.close(feed)
            else:
                feed.seen(record.build)
        for gone in feeds.values():
            self._feeds.close(gone)

    def _ended(self, feed: Feed, build: Build) -> None:
        feed.build = build
        self._feeds.close(feed)
        if build.timings and "total" in build.timings:
            self._queue.took(build.language, build.timings["total"] / 1000)

    async def _watch_places(self) -> None:
        """Many that move at once are told of together. Places are looked up for those who follow, and only then."""
        while True:
            await self._moved.wait()
            self._moved.clear()
            if any(feed.followers and feed.build.status is Status.QUEUED for feed in self._feeds):
                try:
                    self._tell(await to_its_end(self._places))
                except GONE as error:
                    _log.warning("the database did not tell of places in the queue: %s", error)
            await asyncio.sleep(_TELL_PLACES_S)

    def _tell(self, places: list[Place]) -> None:
        for place in places:
            feed = self._feeds.get(place.name)
            if feed is not None and feed.build.status is Status.QUEUED:
                feed.queued_at(place.position, place.wait)
