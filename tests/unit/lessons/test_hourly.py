from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from wardian.errors import Unavailable
from wardian.lessons import hourly
from wardian.lessons.hourly import Hourly

pytestmark = pytest.mark.anyio

Make = Callable[[str], Hourly]


@pytest.fixture
async def make(tmp_path: Path) -> AsyncIterator[Make]:
    made: list[Hourly] = []

    def of(script: str) -> Hourly:
        count = f"open({str(tmp_path / 'runs')!r}, 'a').write('x')\n"
        made.append(Hourly(os.environ, (sys.executable, "-c", count + script)))
        return made[-1]

    yield of
    for each in made:
        await each.stop()


def runs(tmp_path: Path) -> int:
    return len((tmp_path / "runs").read_text())


async def test_however_many_ask_it_is_measured_once(make: Make, tmp_path: Path) -> None:
    figures = make("print(1)")
    assert await asyncio.gather(*(figures.latest(20) for _ in range(5))) == [b"1\n"] * 5
    assert await figures.latest(0) == b"1\n"
    assert runs(tmp_path) == 1
    assert 3590 < figures.fresh_s() <= 3600


async def test_who_does_not_wait_is_told_that_there_is_nothing_yet(make: Make) -> None:
    figures = make("import time; time.sleep(60)")
    assert await figures.latest(0) is None
    assert await figures.latest(0.01) is None


async def test_a_failure_is_not_tried_again_within_the_hour(
    make: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    figures = make("raise SystemExit('no way')")
    for _ in range(3):
        with pytest.raises(Unavailable) as caught:
            await figures.latest(20)
        assert caught.value.retry_after is not None
        assert caught.value.retry_after > 3500
    assert runs(tmp_path) == 1
    assert "no way" in caplog.text


async def test_old_figures_are_told_while_new_ones_are_measured(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = make(f"print(len(open({str(tmp_path / 'runs')!r}).read()))")
    assert await figures.latest(20) == b"1\n"
    before = asyncio.all_tasks()
    monkeypatch.setattr(hourly, "FRESH_S", 0)
    assert await figures.latest(20) == b"1\n"
    monkeypatch.undo()
    await asyncio.wait(asyncio.all_tasks() - before)
    assert await figures.latest(0) == b"2\n"


async def test_a_command_that_cannot_be_started_is_a_failure_too(caplog: pytest.LogCaptureFixture) -> None:
    figures = Hourly(os.environ, ("/no/such/program",))
    with pytest.raises(Unavailable):
        await figures.latest(20)
    await figures.stop()
    assert "/no/such/program" in caplog.text
