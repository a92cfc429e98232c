import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from wardian.errors import QueueFull
from wardian.queue.local import LocalQueue

pytestmark = pytest.mark.anyio


class Work:
    """Jobs that note their start and go on until they are let go."""

    def __init__(self) -> None:
        self.started: asyncio.Queue[str] = asyncio.Queue()
        self.ended: list[str] = []
        self.failures: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self.go = asyncio.Event()

    async def run(self, job: str) -> None:
        self.started.put_nowait(job)
        if job.startswith("bad"):
            raise LookupError(job)
        await self.go.wait()
        self.ended.append(job)

    async def failed(self, job: str, error: BaseException) -> None:
        self.failures.put_nowait((job, type(error).__name__))


@asynccontextmanager
async def serving(work: Work, workers: int = 1, size: int = 10) -> AsyncIterator[LocalQueue]:
    queue = LocalQueue(workers, size)
    queue.start(work.run, work.failed)
    yield queue
    await queue.stop()


async def test_jobs_start_in_order_as_many_as_there_are_workers() -> None:
    work = Work()
    async with serving(work, workers=2) as queue:
        for job in ("a", "b", "c", "d"):
            queue.put(job, "client")
        assert [await work.started.get(), await work.started.get()] == ["a", "b"]
        assert queue.waiting() == ["c", "d"]
        assert queue.running() == ["a", "b"]
        work.go.set()
        assert [await work.started.get(), await work.started.get()] == ["c", "d"]


async def test_one_more_than_may_wait_is_refused_with_a_time_to_come_back() -> None:
    queue = LocalQueue(1, 1)
    queue.put("a", "client")
    with pytest.raises(QueueFull) as refusal:
        queue.put("b", "client")
    assert refusal.value.retry_after
    queue.put("b", "client", always=True)
    assert queue.waiting() == ["a", "b"]


async def test_a_cancelled_job_does_not_start_and_a_running_one_stops() -> None:
    work = Work()
    async with serving(work) as queue:
        queue.put("a", "client")
        queue.put("b", "client")
        await work.started.get()
        await queue.cancel("b")
        assert queue.waiting() == []
        await queue.cancel("a")
        assert queue.running() == []
        queue.put("c", "client")
        assert await work.started.get() == "c"
    assert work.ended == []
    assert work.failures.empty()


async def test_a_job_that_fails_leaves_the_worker_to_the_next() -> None:
    work = Work()
    async with serving(work) as queue:
        queue.put("bad", "client")
        queue.put("a", "client")
        assert await work.failures.get() == ("bad", "LookupError")
        assert [await work.started.get(), await work.started.get()] == ["bad", "a"]


async def test_a_job_can_wait_again_while_it_is_about_to_end() -> None:
    work = Work()
    async with serving(work) as queue:
        queue.put("a", "client")
        await work.started.get()
        queue.put("a", "client")
        work.go.set()
        assert await work.started.get() == "a"
