import asyncio
from collections.abc import Awaitable, Callable

import pytest

from wardian.errors import LaneFull, Replaced
from wardian.queue.lane import Lane

pytestmark = pytest.mark.anyio

A, B = ("one", "a"), ("two", "b")


class Work:
    """Pieces of work that note their start and end, and go on until they are let go."""

    def __init__(self) -> None:
        self.started: asyncio.Queue[str] = asyncio.Queue()
        self.stopped: list[str] = []
        self.go = asyncio.Event()

    def named(self, name: str) -> Callable[[], Awaitable[str]]:
        async def work() -> str:
            self.started.put_nowait(name)
            try:
                await self.go.wait()
            except asyncio.CancelledError:
                self.stopped.append(name)
                raise
            return name

        return work


def start(lane: Lane, work: Work, name: str, client: str) -> asyncio.Task[str]:
    return asyncio.create_task(lane.run(client, work.named(name)))


async def settled() -> None:
    """Every task has gone as far as it can without the clock."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_clients_take_turns() -> None:
    lane, work = Lane(1, 10), Work()
    tasks = [start(lane, work, f"{client}{n}", client) for client in "aab" for n in (1,)]
    tasks += [start(lane, work, "a2", "a"), start(lane, work, "b2", "b")]
    await settled()
    work.go.set()
    await asyncio.gather(*tasks)
    assert [work.started.get_nowait() for _ in tasks] == ["a1", "a1", "b1", "a2", "b2"]


async def test_so_many_run_at_once_and_so_many_wait() -> None:
    lane, work = Lane(2, 1), Work()
    tasks = [start(lane, work, str(n), "a") for n in range(3)]
    await settled()
    assert work.started.qsize() == 2
    with pytest.raises(LaneFull, match="1 checks are waiting"):
        await lane.run("b", work.named("refused"))
    work.go.set()
    assert await asyncio.gather(*tasks) == ["0", "1", "2"]


async def test_who_goes_away_gives_up_the_place() -> None:
    lane, work = Lane(1, 1), Work()
    running, waiting = start(lane, work, "running", "a"), start(lane, work, "waiting", "b")
    await settled()
    waiting.cancel()
    await settled()
    later = start(lane, work, "later", "c")
    await settled()
    running.cancel()
    await settled()
    assert work.stopped == ["running"]
    work.go.set()
    assert await later == "later"
    assert [work.started.get_nowait() for _ in range(2)] == ["running", "later"]


async def test_who_goes_away_at_its_turn_passes_it_on() -> None:
    lane, work = Lane(1, 2), Work()
    running, next_, last = (start(lane, work, name, name) for name in ("running", "next", "last"))
    await settled()
    work.go.set()
    await running
    next_.cancel()
    assert await last == "last"
    assert await lane.run("d", work.named("free again")) == "free again"


async def test_of_one_editor_the_newest_goes_on() -> None:
    lane, work = Lane(2, 10, pace_s=0), Work()
    older = asyncio.create_task(lane.run_newest(A, work.named("older")))
    await settled()
    newer = asyncio.create_task(lane.run_newest(A, work.named("newer")))
    with pytest.raises(Replaced, match="newer check"):
        await older
    assert work.stopped == ["older"]
    work.go.set()
    assert await newer == "newer"


async def test_another_editor_goes_on() -> None:
    lane, work = Lane(2, 10), Work()
    tasks = [asyncio.create_task(lane.run_newest(editor, work.named(editor[0]))) for editor in (A, B)]
    await settled()
    work.go.set()
    assert await asyncio.gather(*tasks) == ["one", "two"]


async def test_an_editor_starts_one_a_pace() -> None:
    lane, work = Lane(1, 10, pace_s=0.2), Work()
    work.go.set()
    started = asyncio.get_running_loop().time()
    for name in "abc":
        await lane.run_newest(A, work.named(name))
    assert asyncio.get_running_loop().time() - started >= 0.39
    assert await lane.run_newest(B, work.named("b")) == "b"


async def test_of_those_that_wait_for_the_pace_only_the_newest_starts() -> None:
    lane, work = Lane(1, 10, pace_s=0.1), Work()
    work.go.set()
    tasks = [asyncio.create_task(lane.run_newest(A, work.named(str(n)))) for n in range(5)]
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(answer) for answer in answers] == [Replaced] * 4 + [str]
    assert work.started.qsize() == 1


async def test_cancelling_the_caller_stops_the_work() -> None:
    lane, work = Lane(1, 10), Work()
    caller = asyncio.create_task(lane.run_newest(A, work.named("only")))
    await work.started.get()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert work.stopped == ["only"]


async def test_an_error_of_the_work_is_the_callers() -> None:
    async def fail() -> str:
        raise LookupError("lost")

    lane, work = Lane(1, 10), Work()
    with pytest.raises(LookupError, match="lost"):
        await lane.run_newest(A, fail)
    work.go.set()
    assert await lane.run("b", work.named("after")) == "after"
