"""Questions that are put to something slow together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Event

import pytest
from sqlalchemy.exc import OperationalError

from wardian.builds.together import Together

pytestmark = pytest.mark.anyio


class Slow:
    """Doubles numbers once it is let go, and keeps what each call was asked for."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.called = Event()
        self.go = Event()

    def __call__(self, asked: Sequence[int]) -> list[int | Exception]:
        self.calls.append(list(asked))
        self.called.set()
        assert self.go.wait(20)
        if 13 in asked:
            raise ValueError("13")
        if 0 in asked:
            raise OperationalError("select", {}, Exception("away"))
        return [LookupError(str(one)) if one < 0 else 2 * one for one in asked]


def ask(together: Together[int, int], *numbers: int) -> list[asyncio.Task[int]]:
    return [asyncio.create_task(together.ask(number)) for number in numbers]


async def said(*asking: asyncio.Task[int]) -> list[int | BaseException]:
    return await asyncio.gather(*asking, return_exceptions=True)


async def test_who_asks_while_others_are_answered_is_answered_with_those_who_ask_then() -> None:
    slow = Slow()
    together = Together(slow)
    first = ask(together, 1)
    assert await asyncio.to_thread(slow.called.wait, 20)
    others = ask(together, 2, 3, 4)
    await asyncio.sleep(0)
    slow.go.set()
    assert await said(*first, *others) == [2, 4, 6, 8]
    assert slow.calls == [[1], [2, 3, 4]]


async def test_what_has_the_same_name_is_never_asked_for_twice_in_one_call() -> None:
    slow = Slow()
    slow.go.set()
    together = Together(slow, name=lambda number: number % 2)
    assert await said(*ask(together, 1, 2, 3, 4, 5)) == [2, 4, 6, 8, 10]
    assert slow.calls == [[1, 2], [3, 4], [5]]


async def test_what_is_wrong_with_one_is_told_to_no_other() -> None:
    slow = Slow()
    slow.go.set()
    answers = await said(*ask(Together(slow), 1, 13, -1, 2))
    assert [str(answer) for answer in answers] == ["2", "13", "-1", "4"]
    assert slow.calls == [[1, 13, -1, 2], [1], [13], [-1], [2]]


async def test_a_database_that_is_away_is_asked_once_for_all() -> None:
    slow = Slow()
    slow.go.set()
    answers = await said(*ask(Together(slow), 1, 0, 2))
    assert all(isinstance(answer, OperationalError) for answer in answers)
    assert slow.calls == [[1, 0, 2]]


async def test_who_no_longer_waits_holds_up_nobody() -> None:
    slow = Slow()
    together = Together(slow)
    leaving, staying = ask(together, 1, 2)
    assert await asyncio.to_thread(slow.called.wait, 20)
    leaving.cancel()
    slow.go.set()
    assert await said(staying) == [4]
    assert await said(*ask(together, 3)) == [6]


async def test_a_crowd_is_answered_in_several_calls() -> None:
    slow = Slow()
    slow.go.set()
    numbers = range(14, 146)
    assert await said(*ask(Together(slow), *numbers)) == [2 * number for number in numbers]
    assert [len(call) for call in slow.calls] == [50, 50, 32]
