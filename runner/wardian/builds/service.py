"""The use case: a project goes in, a build record comes out, and each different build is compiled once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import replace
from uuid import uuid4

from wardian.builds.events import Event, news
from wardian.builds.line import Line
from wardian.builds.lookups import Lookups
from wardian.builds.metrics import BuildMetrics
from wardian.builds.rate import Rate
from wardian.errors import NotFound, ToolchainMissing
from wardian.model import Build, Language, Profile, Project
from wardian.sandbox import probe
from wardian.storage.artifacts import Artifacts
from wardian.storage.builds import BuildRecords
from wardian.storage.interests import Interest
from wardian.storage.records import Record
from wardian.threads import whole
from wardian.toolchains.base import Toolchain

_log = logging.getLogger(__name__)


class Builds:
    def __init__(
        self,
        toolchains: Mapping[Language, Toolchain],
        records: BuildRecords,
        artifacts: Artifacts,
        line: Line,
        rate: Rate,
        metrics: BuildMetrics,
    ) -> None:
        self._toolchains = toolchains
        self._records = records
        self._lookups = Lookups(records)
        self._artifacts = artifacts
        self._line = line
        self._rate = rate
        self._metrics = metrics
        self._sandboxed = False
        self._probing = asyncio.Lock()

    async def start(self) -> None:
        await self._line.start()

    def let_go(self) -> None:
        """Let nobody wait any longer: the process is about to end."""
        self._line.let_go()

    async def stop(self) -> None:
        await self._line.stop()

    async def check_builders(self) -> None:
        """As `check_host`, where it is this host that builds."""
        if self._line.here:
            await self.check_host()

    async def check_host(self) -> None:
        """Raises NoSandbox, saying what to do, when programs cannot be compiled safely here."""
        async with self._probing:
            if not self._sandboxed:
                await probe()
                self._sandboxed = True

    async def submit(self, project: Project, profile: Profile, client: str) -> Build:
        """The finished build if there is one, else the one under way, queued now if need be.

        When this returns, the build will end even if the process is killed. `client` is who asks, and comes back.
        Raises QueueFull, TooManyBuilds, QuotaReached, ToolchainMissing when the language cannot be built here,
        NoSandbox when nothing can.
        """
        build, known = await self._look(project, profile)
        asked = await self._submit(build, known, project, profile, Interest(client))
        return await self._line.with_place(asked)

    async def submit_and_wait(self, project: Project, profile: Profile, client: str, seconds: float) -> Build:
        """The same, when it has ended or after so many seconds. To cancel this is to want it no longer."""
        build, known = await self._look(project, profile)
        interest = Interest(client, hold=uuid4().hex)
        try:
            asked = await self._submit(build, known, project, profile, interest)
            if asked.status.ended:
                return asked
            ended = await self._ends_within(build, seconds)
        except asyncio.CancelledError:
            await asyncio.shield(self._line.leave(build, interest))
            raise
        if ended is not None:
            return ended
        await self._line.keep(build, interest)
        return await self.get(build)

    async def find(self, build: str) -> Build | None:
        record = await asyncio.to_thread(self._records.find, build)
        return None if record is None else await self._line.with_place(record.build)

    async def assets(self, build: Build) -> Mapping[str, bytes]:
        """The files of its project that a deployment serves as they are, by path."""
        project, _ = await asyncio.to_thread(self._records.source, build.id)
        return project.assets

    async def get(self, build: str) -> Build:
        """Raises NotFound."""
        found = await self.find(build)
        if found is None:
            raise NotFound(f"There is no build {build}.")
        return found

    async def wait(self, build: str, seconds: float) -> Build:
        """The build when it has ended, or as it is after so many seconds. Raises NotFound."""
        return await self._ends_within(build, seconds) or await self.get(build)

    async def give_up(self, build: str, client: str) -> Build:
        """The client wants the build no longer; it is cancelled unless others do. Raises NotFound."""
        await self.get(build)
        await self._line.give_up(build, client)
        return await self.get(build)

    async def told_all(self, build: str, after: str | None) -> bool:
        """Whether the event with that id was the build's last. Raises NotFound."""
        record = await self._record(build)
        return record.build.status.ended and not any(news(record.build, record.attempt, after))

    async def events(self, build: str, after: str | None) -> AsyncIterator[Event]:
        """What happens to the build, from the event after that id until it has ended. Raises NotFound."""
        while (feed := await self._line.feed(build)) is not None:
            with feed.followed():
                while not feed.closed.is_set():
                    changed = feed.changed
                    for event in news(feed.build, feed.attempt, after):
                        after = event.id
                        yield event
                    await changed.wait()
        record = await self._record(build)
        if record.build.status.ended:
            for event in news(record.build, record.attempt, after):
                yield event

    async def _record(self, build: str) -> Record:
        record = await asyncio.to_thread(self._records.find, build)
        if record is None:
            raise NotFound(f"There is no build {build}.")
        return record

    async def _look(self, project: Project, profile: Profile) -> tuple[str, Record | None]:
        """The build's name, and its record if there is one."""
        toolchain = self._toolchains.get(project.language)
        if toolchain is None:
            raise ToolchainMissing(f"{project.language.label} cannot be built here.")
        return await self._lookups.find(project, profile, toolchain)

    async def _submit(
        self, build: str, record: Record | None, project: Project, profile: Profile, interest: Interest
    ) -> Build:
        final = record is not None and record.final
        if record is not None and final and await self._complete(record):
            self._metrics.asked(project.language, cached=True)
            return replace(record.build, cached=True)
        self._metrics.asked(project.language, cached=False)
        await self.check_builders()
        if record is None or record.build.status.ended:
            self._rate.check(interest.client)
        _log.info("asked", extra={"build": build, "language": project.language})
        claimed = await whole(self._line.claim(build, project, profile, interest, again=final))
        return claimed.build

    async def _complete(self, record: Record) -> bool:
        """Whether the artifact that the record tells of is still there."""
        artifact = record.build.artifact
        if artifact is None:
            return True
        return await asyncio.to_thread(self._artifacts.find, artifact.sha256, artifact.kind) is not None

    async def _ends_within(self, build: str, seconds: float) -> Build | None:
        """The ended build. Raises NotFound."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while (feed := await self._line.feed(build)) is not None:
                    await feed.closed.wait()
                    if feed.build.status.ended:
                        return feed.build
                return None if self._line.closing else await self.get(build)
        return None
