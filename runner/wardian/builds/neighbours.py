"""Other processes that build on the same data folder: what they do is looked up, and what they left is taken over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import OperationalError

from wardian.builds.feeds import Feed, Feeds
from wardian.model import Status
from wardian.storage.adoption import Adopted, Adoption
from wardian.storage.builds import BuildRecords
from wardian.storage.runners import Runner

_LOOK_S = 0.1
_LOOKS_PER_SWEEP = 20
_log = logging.getLogger(__name__)


class Neighbours:
    def __init__(self, runner: Runner, records: BuildRecords, adoption: Adoption, feeds: Feeds) -> None:
        self._runner = runner
        self._records = records
        self._adoption = adoption
        self._feeds = feeds
        self._alone = False

    async def watch(self, ended: Callable[[Feed], None], adopted: Callable[[list[Adopted]], Awaitable[None]]) -> None:
        """For as long as the process runs. `ended` hears of builds that ended by another process's doing."""
        while True:
            try:
                await adopted(await asyncio.to_thread(self.adopt))
                for _ in range(_LOOKS_PER_SWEEP):
                    await asyncio.sleep(_LOOK_S)
                    await self._look(ended)
            except OperationalError as error:
                _log.warning("the database did not tell of other processes' builds: %s", error)
                await asyncio.sleep(_LOOK_S)

    def adopt(self) -> list[Adopted]:
        """Take over the builds of processes that are gone. Blocks."""
        self._alone = self._runner.alone()
        gone = {owner for owner in self._adoption.owners() if owner != self._runner.id and not self._alive(owner)}
        return self._adoption.adopt(gone, self._runner.id) if gone else []

    def _alive(self, owner: str) -> bool:
        return owner != "" and self._runner.alive(owner)

    async def _look(self, ended: Callable[[Feed], None]) -> None:
        feeds = {feed.build.id: feed for feed in self._feeds if not (self._alone and feed.mine)}
        if not feeds:
            return
        states = await asyncio.to_thread(self._records.states, list(feeds))
        for build, (status, attempt) in states.items():
            feed = feeds[build]
            if status.ended or attempt != feed.attempt:
                ended(feed)
            elif status is Status.BUILDING:
                feed.building()
