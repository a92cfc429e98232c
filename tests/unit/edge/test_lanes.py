from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterator

import pytest

from wardian.edge.lanes import SOON_US, Lanes, Pace
from wardian.edge.outcome import Busy, Kind, Outcome

SOON, LATE = SOON_US / 2, SOON_US * 2
DONE = Outcome(Kind.EXITED, 0, b"", b"", "", 1.0, 1.0, 1.0, 0)


def held(go_on: threading.Event, begun: threading.Event | None = None) -> Callable[[], Outcome]:
    """A guest that runs until it may go on."""

    def run() -> Outcome:
        if begun is not None:
            begun.set()
        assert go_on.wait(20)
        return DONE

    return run


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
async def test_a_guest_that_may_wait_never_waits_for_a_thread(lanes: Lanes) -> None:
    go_on = threading.Event()
    running = [asyncio.create_task(lanes.wait(name, held(go_on))) for name in ("fern", "moss")]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await lanes.wait("ivy", lambda: DONE)
    go_on.set()
    assert await asyncio.gather(*running) == [DONE, DONE]
    assert [await lanes.wait("ivy", lambda: DONE) for _ in range(5)] == [DONE] * 5


@pytest.mark.anyio
async def test_one_deployment_cannot_take_all_threads(lanes: Lanes) -> None:
    go_on = threading.Event()
    running = asyncio.create_task(lanes.wait("fern", held(go_on)))
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await lanes.wait("fern", lambda: DONE)
    assert await lanes.wait("moss", lambda: DONE) == DONE
    go_on.set()
    await running


@pytest.mark.anyio
async def test_guests_that_calculate_take_turns_and_another_deployment_is_not_behind_a_crowd(lanes: Lanes) -> None:
    go_on = threading.Event()
    crowd = [asyncio.create_task(lanes.work("fern", held(go_on), 20)) for _ in range(100)]
    await asyncio.sleep(0)
    assert await lanes.work("moss", lambda: DONE, 20) == DONE
    go_on.set()
    assert await asyncio.gather(*crowd) == [DONE] * 100


@pytest.mark.anyio
async def test_a_turn_that_does_not_come_in_time_is_given_up(lanes: Lanes) -> None:
    go_on = threading.Event()
    crowd = [asyncio.create_task(lanes.work("fern", held(go_on), 20)) for _ in range(8)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await lanes.work("fern", lambda: DONE, 0.01)
    go_on.set()
    await asyncio.gather(*crowd)
    assert await lanes.work("fern", lambda: DONE, 20) == DONE


@pytest.mark.anyio
async def test_a_thread_is_free_again_after_a_failure_and_after_nobody_waits_any_more(lanes: Lanes) -> None:
    def fail() -> Outcome:
        raise RuntimeError("the host failed")

    for _ in range(10):
        with pytest.raises(RuntimeError, match="the host failed"):
            await lanes.work("fern", fail, 20)
        begun, go_on = threading.Event(), threading.Event()
        abandoned = asyncio.create_task(lanes.work("fern", held(go_on, begun), 20))
        assert await asyncio.to_thread(begun.wait, 20)
        abandoned.cancel()
        with pytest.raises(asyncio.CancelledError):
            await abandoned
        go_on.set()
    assert await lanes.work("fern", lambda: DONE, 20) == DONE


@pytest.mark.anyio
async def test_the_event_loop_goes_before_the_threads(lanes: Lanes) -> None:
    seen: list[int] = []

    def look() -> Outcome:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return DONE

    await lanes.wait("fern", look)
    assert seen[0] > os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_no_thread_has_to_be_started_later() -> None:
    lanes = Lanes(threads=5)
    assert sum(thread.name.startswith("waits") for thread in threading.enumerate()) >= 5
    lanes.close()
