"""The use case: a project goes in, a build record comes out, and each different build is compiled once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import replace

from wardian import digest
from wardian.builds.events import Event, Feed, of_end
from wardian.builds.metrics import BuildMetrics
from wardian.errors import NotFound, ToolchainMissing, Unavailable
from wardian.model import Build, Compilation, Diagnostic, Language, Profile, Project, Severity, Status
from wardian.queue.local import LocalQueue
from wardian.sandbox import Limits, probe
from wardian.storage.artifacts import Artifacts
from wardian.storage.builds import BuildRecords, Outcome, Record
from wardian.toolchains.base import Toolchain

_log = logging.getLogger(__name__)


class Builds:
    """The records are the truth; the queue and the feeds are made from them anew when a process starts."""

    def __init__(
        self,
        toolchains: Mapping[Language, Toolchain],
        records: BuildRecords,
        artifacts: Artifacts,
        queue: LocalQueue,
        limits: Limits,
        metrics: BuildMetrics,
    ) -> None:
        self._toolchains = toolchains
        self._records = records
        self._artifacts = artifacts
        self._queue = queue
        self._limits = limits
        self._metrics = metrics
        self._feeds: dict[str, Feed] = {}
        self._claiming = asyncio.Lock()
        self._sandboxed = False
        metrics.waiting.set_function(lambda: len(queue.waiting()))
        metrics.running.set_function(lambda: len(queue.running()))

    async def start(self) -> None:
        """Start building, first of all what was acknowledged before and has not ended."""
        self._queue.start(self._build, self._failed)
        for build in await asyncio.to_thread(self._records.requeue):
            self._enqueue(build, client="", always=True)

    async def stop(self) -> None:
        """Stop the compilers. What has not ended is built by the next process that starts."""
        await self._queue.stop()
        for feed in self._feeds.values():
            feed.close()
        self._feeds.clear()

    async def check_host(self) -> None:
        """Raises NoSandbox, saying what to do, when programs cannot be compiled safely here."""
        if not self._sandboxed:
            await probe()
            self._sandboxed = True

    async def submit(self, project: Project, profile: Profile, client: str) -> Build:
        """The finished build if there is one, else the one under way, queued now if need be.

        When this returns, the build will end even if the process is killed. `client` is who asks.
        Raises QueueFull, ToolchainMissing when the language cannot be built here, NoSandbox when nothing can.
        """
        toolchain = self._toolchains.get(project.language)
        if toolchain is None:
            raise ToolchainMissing(f"{project.language.label} cannot be built here.")
        fingerprint = await asyncio.to_thread(toolchain.fingerprint)
        build = digest.of_build(project, profile, fingerprint)
        record = await asyncio.to_thread(self._records.find, build)
        final = record is not None and record.final
        if record is not None and final and await self._complete(record):
            self._metrics.asked(project.language, cached=True)
            return replace(record.build, cached=True)
        self._metrics.asked(project.language, cached=False)
        await self.check_host()
        return await asyncio.shield(self._claim(build, project, profile, client, again=final))

    async def find(self, build: str) -> Build | None:
        record = await asyncio.to_thread(self._records.find, build)
        return None if record is None else self._with_position(record.build)

    async def assets(self, build: Build) -> Mapping[str, str]:
        """The files of its project that a deployment serves as they are, by path."""
        project, _ = await asyncio.to_thread(self._records.source, build.id)
        return project.assets

    async def get(self, build: str) -> Build:
        """Raises NotFound."""
        found = await self.find(build)
        if found is None:
            raise NotFound(f"There is no build {build}.")
        return found

    async def wait(self, build: Build, seconds: float) -> Build:
        """The build when it has ended, or as it is after so many seconds. Raises NotFound."""
        feed = self._feeds.get(build.id)
        if feed is not None and seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(feed.closed.wait(), seconds)
        return await self.get(build.id)

    async def cancel(self, build: str) -> Build:
        """The build, ended: cancelled unless it had ended before. Raises NotFound."""
        await self.get(build)
        await self._queue.cancel(build)
        await self._end(build, Outcome(Status.CANCELLED))
        self._tell_positions()
        return await self.get(build)

    async def events(self, build: str, after: str | None) -> AsyncIterator[Event]:
        """What happens to the build, from the event after that id until it has ended. Raises NotFound."""
        while (feed := self._feeds.get(build)) is not None:
            async for event in feed.follow(after):
                yield event
        present = await self.get(build)
        if present.status.ended:
            for event in of_end(present, after):
                yield event

    async def _complete(self, record: Record) -> bool:
        """Whether the artifact that the record tells of is still there."""
        artifact = record.build.artifact
        if artifact is None:
            return True
        return await asyncio.to_thread(self._artifacts.find, artifact.sha256, artifact.kind) is not None

    async def _claim(self, build: str, project: Project, profile: Profile, client: str, *, again: bool) -> Build:
        async with self._claiming:
            if build not in self._feeds:
                self._queue.check_room()
            record, mine = await asyncio.to_thread(self._records.claim, build, project, profile, again=again)
            if mine:
                self._enqueue(build, client)
        return self._with_position(record.build)

    def _enqueue(self, build: str, client: str, *, always: bool = False) -> None:
        self._feeds[build] = Feed()
        self._queue.put(build, client, always=always)
        self._tell_positions()

    async def _build(self, build: str) -> None:
        started = time.perf_counter()
        self._tell_positions()
        if not await asyncio.to_thread(self._records.start, build):
            return
        self._tell(build, "stage", {"stage": Status.BUILDING})
        project, profile = await asyncio.to_thread(self._records.source, build)
        toolchain = self._toolchains[project.language]
        compilation = await toolchain.compile(project.without_assets(), profile, self._limits)
        outcome = await asyncio.to_thread(self._keep, compilation)
        seconds = time.perf_counter() - started
        await self._end(build, replace(outcome, timings={**compilation.timings, "total": round(seconds * 1000, 3)}))
        self._metrics.ended(project.language, outcome.status, seconds)

    def _keep(self, compilation: Compilation) -> Outcome:
        output = compilation.output
        return Outcome(
            status=Status.FAILED if output is None else Status.SUCCEEDED,
            diagnostics=compilation.diagnostics,
            log=compilation.log,
            artifact=None if output is None else self._artifacts.put(output, compilation.kind),
            stopped_by=compilation.limit,
        )

    async def _failed(self, build: str, error: BaseException) -> None:
        """The host's fault, not the program's: said in the record, and tried again when it is asked for again."""
        if isinstance(error, Unavailable):
            message = error.detail
        else:
            _log.error("build %s failed inside the runner", build, exc_info=error)
            message = "The build runner failed; its log says why. Build again to retry."
        diagnostic = Diagnostic(Severity.ERROR, message, code="host")
        await self._end(build, Outcome(Status.FAILED, (diagnostic,), stopped_by="host"))

    async def _end(self, build: str, outcome: Outcome) -> None:
        feed = self._feeds.get(build)
        await asyncio.to_thread(self._records.end, build, outcome)
        if feed is not None:
            if self._feeds.get(build) is feed:
                del self._feeds[build]
            feed.close()

    def _with_position(self, build: Build) -> Build:
        waiting = self._queue.waiting()
        return replace(build, position=waiting.index(build.id) + 1) if build.id in waiting else build

    def _tell_positions(self) -> None:
        for position, build in enumerate(self._queue.waiting(), 1):
            self._tell(build, "position", {"position": position})

    def _tell(self, build: str, kind: str, data: Mapping[str, object]) -> None:
        if (feed := self._feeds.get(build)) is not None:
            feed.publish(kind, data)
