"""The queue in PostgreSQL, without the records that its jobs stand for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, create_engine, text
from tests.postgresql import PostgreSQL

from wardian.errors import QueueFull
from wardian.queue.shared import SharedQueue
from wardian.queue.station import Station
from wardian.queue.turns import Job

pytestmark = pytest.mark.anyio

Transaction = Callable[[Callable[[Connection], object]], object]


@pytest.fixture
def url(server: PostgreSQL) -> str:
    return server.migrated()


@pytest.fixture
def within(url: str) -> Iterator[Transaction]:
    """Runs what it is given in a transaction of its own."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))

    def run(use: Callable[[Connection], object]) -> object:
        with engine.begin() as connection:
            return use(connection)

    yield run
    engine.dispose()


def put(queue: SharedQueue, *names: str, always: bool = False) -> Callable[[Connection], None]:
    """A job's client is its first letter."""

    def putting(connection: Connection) -> None:
        for refused in queue.put(connection, [Job(name, name[0], "c") for name in names], always=always).values():
            raise refused

    return putting


def names(queue: SharedQueue) -> Callable[[Connection], list[str]]:
    return lambda connection: [place.name for place in queue.places(connection)]


async def served(url: str, work: Callable[[str], object], done: asyncio.Event) -> None:
    """One worker, until the event."""

    async def working(name: str) -> None:
        answer = work(name)
        if asyncio.iscoroutine(answer):
            await answer

    running = asyncio.create_task(Station(url, 1, 1.0, 1.0).run(working))
    async with asyncio.timeout(60):
        await done.wait()
    running.cancel()
    await asyncio.wait({running})


def test_jobs_are_told_in_the_order_in_which_they_start(within: Transaction) -> None:
    queue = SharedQueue(10)
    within(put(queue, "a1", "a2", "b1"))
    assert within(names(queue)) == ["a1", "b1", "a2"]


def test_what_is_undone_was_never_in_the_queue(within: Transaction) -> None:
    queue = SharedQueue(10)

    def fail(connection: Connection) -> None:
        put(queue, "a1")(connection)
        raise LookupError

    with pytest.raises(LookupError):
        within(fail)
    assert within(names(queue)) == []


def test_a_full_queue_refuses_and_keeps_its_last_places_for_others(within: Transaction) -> None:
    queue = SharedQueue(8)
    within(put(queue, *(f"a{number}" for number in range(7))))
    with pytest.raises(QueueFull, match="yours among them"):
        within(put(queue, "a7"))
    within(put(queue, "b1"))
    with pytest.raises(QueueFull, match="8 builds are waiting"):
        within(put(queue, "c1"))
    within(put(queue, "c1", always=True))


def test_a_cancelled_job_leaves_its_place(within: Transaction) -> None:
    queue = SharedQueue(10)
    within(put(queue, "a1", "b1"))
    within(lambda connection: queue.cancel(connection, "a1"))
    within(lambda connection: queue.cancel(connection, "nothing"))
    assert within(names(queue)) == ["b1"]


async def test_jobs_are_done_in_their_order_and_leave_nothing(url: str, within: Transaction) -> None:
    queue, done, worked = SharedQueue(10), asyncio.Event(), list[str]()
    within(put(queue, "a1", "a2", "b1"))

    def work(name: str) -> None:
        worked.append(name)
        if len(worked) == 3:
            done.set()

    await served(url, work, done)
    assert worked == ["a1", "b1", "a2"]
    assert within(lambda connection: connection.scalar(text("SELECT count(*) FROM procrastinate_jobs"))) == 0


async def test_a_job_that_runs_is_stopped_when_it_is_cancelled(url: str, within: Transaction) -> None:
    queue, started, stopped = SharedQueue(10), asyncio.Event(), asyncio.Event()

    async def work(name: str) -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    within(put(queue, "a1"))
    serving = asyncio.create_task(served(url, work, stopped))
    async with asyncio.timeout(60):
        await started.wait()
    within(lambda connection: queue.cancel(connection, "a1"))
    await serving
    assert stopped.is_set()


async def test_a_wait_is_told_once_a_job_of_its_kind_has_ended(within: Transaction) -> None:
    queue = SharedQueue(10)
    within(put(queue, "a1", "b1"))
    assert within(lambda connection: [place.wait for place in queue.places(connection)]) == [None, None]
    queue.took("c", 2.0)
    assert within(lambda connection: [place.wait for place in queue.places(connection)]) == [0.0, 2.0]


def test_a_job_whose_worker_is_gone_is_dropped(within: Transaction) -> None:
    queue = SharedQueue(10)
    within(put(queue, "a1", "b1"))
    within(
        lambda connection: connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing' WHERE lock = 'a1'"))
    )
    within(lambda connection: queue.drop_lost(connection, 60, 60))
    assert within(lambda connection: [entered.job.name for entered in queue.entered(connection)]) == ["b1"]


async def test_a_station_ends_at_whatever_moment_of_its_start_it_is_told_to(url: str) -> None:
    async def nothing(name: str) -> None: ...

    for moment in range(60):
        running = asyncio.create_task(Station(url, 1, 1.0, 1.0).run(nothing))
        told_at = time.monotonic() + moment / 1000
        while time.monotonic() < told_at:  # noqa: ASYNC110
            await asyncio.sleep(0)
        running.cancel()
        done, _ = await asyncio.wait({running}, timeout=20)
        assert done
