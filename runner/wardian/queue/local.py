"""A queue inside this process: clients take turns, and a few of their jobs run at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

from wardian.queue.durations import Durations, starts
from wardian.queue.room import check_room
from wardian.queue.turns import Job, Turns

_log = logging.getLogger(__name__)

Work = Callable[[str], Coroutine[Any, Any, None]]
Failed = Callable[[str, BaseException], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Place:
    """`position` is 1 for the next to start; `wait` the seconds until then, None before any job has ended."""

    name: str
    position: int
    wait: float | None


@dataclass(frozen=True, slots=True)
class _Running:
    job: Job
    started: float


class LocalQueue:
    """Jobs have names; what they stand for is kept elsewhere, and so is what must outlive the process.

    All calls belong to one event loop.
    """

    def __init__(self, workers: int, size: int) -> None:
        """`workers` jobs run at once and `size` may wait."""
        self._workers = workers
        self._size = size
        self._turns = Turns()
        self._running: dict[asyncio.Task[None], _Running] = {}
        self._durations = Durations()
        self._loops: list[asyncio.Task[None]] = []
        self._arrivals = asyncio.Semaphore(0)

    def start(self, work: Work, failed: Failed) -> None:
        """`failed` is told of a job whose work raised; a cancelled one is nobody's failure."""
        self._loops = [asyncio.create_task(self._serve(work, failed)) for _ in range(self._workers)]

    async def stop(self) -> None:
        """Cancel what runs. What waits is forgotten."""
        tasks = [*self._loops, *self._running]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._loops.clear()

    def put(self, job: Job, *, always: bool = False) -> None:
        """Add a job that is not waiting.

        Raises QueueFull, except for `always`: a job that has been acknowledged before.
        """
        if not always:
            self.check_room(job.client)
        self._turns.add(job, {running.job.client for running in self._running.values()})
        self._arrivals.release()

    def check_room(self, client: str) -> None:
        """Raises QueueFull when a `put` would."""
        check_room(self._size, len(self._turns), own=self._turns.has(client))

    def waiting(self) -> int:
        return len(self._turns)

    def running(self) -> int:
        return len(self._running)

    def places(self) -> Iterator[Place]:
        """The waiting jobs, the next to start first."""
        expected = [self._durations.expect(job.kind) for job in self._turns]
        waits = starts(self._workers, self._left(), (seconds or 0.0 for seconds in expected))
        for position, (job, known, wait) in enumerate(zip(self._turns, expected, waits, strict=True), 1):
            yield Place(job.name, position, None if known is None else round(wait, 1))

    def place(self, name: str) -> Place | None:
        """None unless it waits."""
        return next((place for place in self.places() if place.name == name), None)

    def cancel(self, name: str) -> asyncio.Future[list[Any]]:
        """Take a job out or stop it, at once. What this returns is done when it has stopped."""
        self._turns.remove(name)
        tasks = [task for task, running in self._running.items() if running.job.name == name]
        for task in tasks:
            task.cancel()
        return asyncio.gather(*tasks, return_exceptions=True)

    def _left(self) -> Iterator[float]:
        """How long each running job still takes."""
        now = time.monotonic()
        for running in self._running.values():
            expected = self._durations.expect(running.job.kind) or 0.0
            yield max(0.0, running.started + expected - now)

    async def _serve(self, work: Work, failed: Failed) -> None:
        while True:
            await self._arrivals.acquire()
            job = self._turns.take()
            if job is not None:
                await self._run(job, work, failed)

    async def _run(self, job: Job, work: Work, failed: Failed) -> None:
        task = asyncio.create_task(work(job.name))
        started = time.monotonic()
        self._running[task] = _Running(job, started)
        try:
            await asyncio.wait({task})
        finally:
            del self._running[task]
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            await self._tell(failed(job.name, error), job)
            return
        self._durations.note(job.kind, time.monotonic() - started)

    async def _tell(self, failed: Coroutine[Any, Any, None], job: Job) -> None:
        """That this fails as well is no reason for the worker to end."""
        telling = asyncio.create_task(failed)
        try:
            await asyncio.wait({telling})
        finally:
            telling.cancel()
        if not telling.cancelled() and (error := telling.exception()) is not None:
            _log.error("nobody could be told that job %s failed", job.name, exc_info=error)
