"""What this process knows of the builds that have not ended, for those who wait for news of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from wardian.model import Build, Diagnostic, Status
from wardian.storage.builds import BuildRecords
from wardian.storage.outcomes import Outcome


class Feed:
    """One attempt at a build. `mine` says that this process makes it."""

    def __init__(self, build: Build, attempt: int, *, mine: bool) -> None:
        self.build = build
        self.attempt = attempt
        self.mine = mine
        self.followers = 0
        """How many are told of each change; who only waits for the end is none of them."""
        self.closed = asyncio.Event()
        self.changed = asyncio.Event()
        """Set at the next change, which leaves another one here."""

    @contextmanager
    def followed(self) -> Iterator[None]:
        self.followers += 1
        try:
            yield
        finally:
            self.followers -= 1

    def queued_at(self, position: int, wait: float | None) -> None:
        """The estimated wait alone is no news."""
        if self.build.position != position:
            self._set(replace(self.build, position=position, wait=wait))

    def building(self) -> None:
        if self.build.status is not Status.BUILDING:
            self._set(replace(self.build, status=Status.BUILDING, position=None, wait=None))

    def said(self, text: str, found: tuple[Diagnostic, ...]) -> None:
        """By the compiler, which goes on."""
        self._set(replace(self.build, log=self.build.log + text, diagnostics=self.build.diagnostics + found))

    def seen(self, build: Build) -> None:
        """In its record, by another process's doing. A place in the queue is not in there.

        What was looked up before it began may come after the news that it has begun.
        """
        if build.status is Status.QUEUED and self.build.status is Status.BUILDING:
            return
        if build.status is Status.QUEUED:
            build = replace(build, position=self.build.position, wait=self.build.wait)
        if build != self.build:
            self._set(build)

    def ended(self, outcome: Outcome) -> None:
        """Whoever waits finds the build here; what is told of it comes from its record."""
        self.build = outcome.of(self.build)

    def close(self) -> None:
        """There is another feed, or the record, to look at."""
        self.closed.set()
        self._wake()

    def _set(self, build: Build) -> None:
        self.build = build
        self._wake()

    def _wake(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()


class Feeds:
    """By the build's id. All calls belong to one event loop."""

    def __init__(self, records: BuildRecords) -> None:
        self._records = records
        self._feeds: dict[str, Feed] = {}
        self.closed = False
        """Whether nobody may wait any longer."""

    def __iter__(self) -> Iterator[Feed]:
        return iter(list(self._feeds.values()))

    def get(self, build: str) -> Feed | None:
        return self._feeds.get(build)

    async def follow(self, build: str) -> Feed | None:
        """None when the build has ended, is not known, or nobody may wait any longer."""
        feed = self._feeds.get(build)
        if feed is None and not self.closed:
            record = await asyncio.to_thread(self._records.find, build)
            feed = self._feeds.get(build)
            if feed is None and record is not None and not record.build.status.ended:
                feed = Feed(record.build, record.attempt, mine=False)
                self.put(feed)
        return None if self.closed else feed

    def put(self, feed: Feed) -> None:
        """In the place of the one there is, whose followers go over."""
        former = self._feeds.get(feed.build.id)
        self._feeds[feed.build.id] = feed
        if former is not None:
            former.close()

    def close(self, feed: Feed) -> None:
        if self._feeds.get(feed.build.id) is feed:
            del self._feeds[feed.build.id]
        feed.close()

    def close_all(self) -> None:
        self.closed = True
        for feed in self:
            self.close(feed)
