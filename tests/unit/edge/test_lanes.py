from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator

import pytest

from wardian.edge.lanes import SOON_US, Lanes, Pace
from wardian.edge.outcome import Busy, Kind, Outcome

SOON, LATE = SOON_US / 2, SOON_US * 2
DONE = Outcome(Kind.EXITED, 0, b"", b"", "", 1.0, 1.0, 1.0, 0)


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    lanes = Lanes(threads=2)
    yield lanes
    lanes.close()


def test_a_program_that_is_not_known_yet_is_not_trusted() -> None:
    pace = Pace()
    assert not pace.soon
    pace.note(SOON)
    assert pace.soon


def test_whoever_takes_long_must_end_soon_more_often_each_time() -> None:
    pace, needed = Pace(), []
    for _ in range(5):
        pace.note(LATE)
        needed.append(0)
        while not pace.soon:
            pace.note(SOON)
            needed[-1] += 1
    assert needed == [2, 4, 8, 16, 32]


def test_the_same_program_has_one_pace(lanes: Lanes) -> None:
    lanes.pace("a").note(SOON)
    assert lanes.pace("a").soon
    assert not lanes.pace("b").soon


@pytest.mark.anyio
async def test_no_guest_waits_for_a_thread(lanes: Lanes) -> None:
    go_on = threading.Event()

    def wait() -> Outcome:
        assert go_on.wait(20)
        return DONE

    running = [asyncio.create_task(lanes.on_thread(wait)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await lanes.on_thread(lambda: DONE)
    go_on.set()
    assert await asyncio.gather(*running) == [DONE, DONE]
    assert [await lanes.on_thread(lambda: DONE) for _ in range(5)] == [DONE] * 5


@pytest.mark.anyio
async def test_a_thread_is_free_again_after_a_failure_and_after_nobody_waits_any_more(lanes: Lanes) -> None:
    def fail() -> Outcome:
        raise RuntimeError("the host failed")

    for _ in range(5):
        with pytest.raises(RuntimeError, match="the host failed"):
            await lanes.on_thread(fail)
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def wait() -> Outcome:
        begun.set()
        assert go_on.wait(20)
        ended.set()
        return DONE

    abandoned = asyncio.create_task(lanes.on_thread(wait))
    assert await asyncio.to_thread(begun.wait, 20)
    abandoned.cancel()
    with pytest.raises(asyncio.CancelledError):
        await abandoned
    go_on.set()
    assert await asyncio.to_thread(ended.wait, 20)
    assert [await lanes.on_thread(lambda: DONE) for _ in range(5)] == [DONE] * 5


@pytest.mark.anyio
async def test_the_event_loop_goes_before_the_threads(lanes: Lanes) -> None:
    seen: list[int] = []

    def look() -> Outcome:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return DONE

    await lanes.on_thread(look)
    assert seen[0] > os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_no_thread_has_to_be_started_later() -> None:
    lanes = Lanes(threads=5)
    assert sum(thread.name.startswith("guest") for thread in threading.enumerate()) >= 5
    lanes.close()
