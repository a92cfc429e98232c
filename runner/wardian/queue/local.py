"""A queue inside this process: jobs wait in order, and a few run at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from wardian.errors import QueueFull

_RETRY_S = 5

Work = Callable[[str], Coroutine[Any, Any, None]]
Failed = Callable[[str, BaseException], Coroutine[Any, Any, None]]


class LocalQueue:
    """Jobs are names; what they stand for is kept elsewhere, and so is what must outlive the process.

    All calls belong to one event loop.
    """

    def __init__(self, workers: int, size: int) -> None:
        """`workers` jobs run at once and `size` may wait."""
        self._workers = workers
        self._size = size
        self._waiting: dict[str, str] = {}
        self._running: dict[asyncio.Task[None], str] = {}
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

    def put(self, job: str, client: str, *, always: bool = False) -> None:
        """Add a job that is not waiting at the end. `client` is who asks.

        Raises QueueFull, except for `always`: a job that has been acknowledged before.
        """
        if not always:
            self.check_room()
        self._waiting[job] = client
        self._arrivals.release()

    def check_room(self) -> None:
        """Raises QueueFull when a `put` would."""
        if len(self._waiting) >= self._size:
            raise QueueFull(f"{self._size} builds are waiting, which is all this host lets wait.", _RETRY_S)

    def waiting(self) -> list[str]:
        """The waiting jobs, the next to start first."""
        return list(self._waiting)

    def running(self) -> list[str]:
        return list(self._running.values())

    async def cancel(self, job: str) -> None:
        """Take a job out, or stop it and wait until it has stopped."""
        self._waiting.pop(job, None)
        tasks = [task for task, running in self._running.items() if running == job]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, work: Work, failed: Failed) -> None:
        while True:
            await self._arrivals.acquire()
            job = next(iter(self._waiting), None)
            if job is not None:
                del self._waiting[job]
                await self._run(job, work, failed)

    async def _run(self, job: str, work: Work, failed: Failed) -> None:
        task = asyncio.create_task(work(job))
        self._running[task] = job
        try:
            await asyncio.wait({task})
        finally:
            del self._running[task]
        if not task.cancelled() and (error := task.exception()) is not None:
            await failed(job, error)
