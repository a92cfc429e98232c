import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from wardian.errors import QueueFull
from wardian.queue.local import LocalQueue
from wardian.queue.turns import Job

pytestmark = pytest.mark.anyio


def job(name: str, client: str = "client", kind: str = "c") -> Job:
    return Job(name, client, kind)


def names(queue: LocalQueue) -> list[str]:
    return [place.name for place in queue.places()]


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
        for name in ("a", "b", "c", "d"):
            queue.put(job(name))
        assert [await work.started.get(), await work.started.get()] == ["a", "b"]
        assert names(queue) == ["c", "d"]
        assert queue.running() == 2
        work.go.set()
        assert [await work.started.get(), await work.started.get()] == ["c", "d"]


async def test_one_more_than_may_wait_is_refused_with_a_time_to_come_back() -> None:
    queue = LocalQueue(1, 1)
    queue.put(job("a"))
    with pytest.raises(QueueFull) as refusal:
        queue.put(job("b"))
    assert refusal.value.retry_after
    queue.put(job("b"), always=True)
    assert names(queue) == ["a", "b"]


async def test_a_cancelled_job_does_not_start_and_a_running_one_stops() -> None:
    work = Work()
    async with serving(work) as queue:
        queue.put(job("a"))
        queue.put(job("b"))
        await work.started.get()
        await queue.cancel("b")
        assert queue.waiting() == 0
        await queue.cancel("a")
        assert queue.running() == 0
        queue.put(job("c"))
        assert await work.started.get() == "c"
    assert work.ended == []
    assert work.failures.empty()


async def test_a_job_that_fails_leaves_the_worker_to_the_next() -> None:
    work = Work()
    async with serving(work) as queue:
        queue.put(job("bad"))
        queue.put(job("a"))
        assert await work.failures.get() == ("bad", "LookupError")
        assert [await work.started.get(), await work.started.get()] == ["bad", "a"]


async def test_a_worker_goes_on_when_nobody_can_be_told_of_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    class Unheard(Work):
        async def failed(self, job: str, error: BaseException) -> None:
            raise OSError(job)

    work = Unheard()
    async with serving(work) as queue:
        queue.put(job("bad"))
        queue.put(job("a"))
        assert [await work.started.get(), await work.started.get()] == ["bad", "a"]
    assert "job bad failed" in caplog.text


async def test_a_job_can_wait_again_while_it_is_about_to_end() -> None:
    work = Work()
    async with serving(work) as queue:
        queue.put(job("a"))
        await work.started.get()
        queue.put(job("a"))
        work.go.set()
        assert await work.started.get() == "a"


async def test_a_newcomer_is_put_off_by_no_more_than_the_jobs_that_run() -> None:
    work = Work()
    async with serving(work, size=200) as queue:
        for number in range(100):
            queue.put(job(f"a{number}", "a"))
        assert await work.started.get() == "a0"
        queue.put(job("b0", "b"))
        queue.put(job("c0", "c"))
        assert names(queue)[:4] == ["b0", "c0", "a1", "a2"]
        work.go.set()
        assert [await work.started.get() for _ in range(4)] == ["b0", "c0", "a1", "a2"]


async def test_the_last_places_are_for_clients_that_have_none() -> None:
    queue = LocalQueue(1, 16)
    for number in range(14):
        queue.put(job(f"a{number}", "a"))
    with pytest.raises(QueueFull, match="for others"):
        queue.put(job("a14", "a"))
    queue.put(job("b0", "b"))
    with pytest.raises(QueueFull, match="for others"):
        queue.put(job("b1", "b"))
    queue.put(job("c0", "c"))
    with pytest.raises(QueueFull, match="16 builds"):
        queue.put(job("d0", "d"))


async def test_the_wait_is_told_once_a_job_has_ended() -> None:
    work = Work()
    async with serving(work) as queue:
        queue.put(job("a"))
        queue.put(job("b"))
        assert await work.started.get() == "a"
        assert [place.wait for place in queue.places()] == [None]
        work.go.set()
        assert await work.started.get() == "b"
        queue.put(job("c"))
        (place,) = queue.places()
        assert place.wait is not None
        found = queue.place("c")
        assert found is not None
        assert found.position == 1
        assert queue.place("b") is None
