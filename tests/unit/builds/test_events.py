from __future__ import annotations

from dataclasses import replace

import pytest

from wardian.builds.events import news
from wardian.model import Build, Diagnostic, Language, Profile, Severity, Status

QUEUED = Build("b1", Status.QUEUED, Language.C, Profile.DEBUG, position=3, wait=1.5)
BUILDING = replace(QUEUED, status=Status.BUILDING, position=None, wait=None)
FAILED = replace(BUILDING, status=Status.FAILED, log="said")
FIRST, SECOND = (Diagnostic(Severity.WARNING, message) for message in ("first", "second"))
SAYING = replace(BUILDING, log="two\nsaid", diagnostics=(FIRST, SECOND))
CANCELLED = replace(FAILED, status=Status.CANCELLED, log="")


def ids(build: Build, last: str | None = None, attempt: int = 1) -> list[str]:
    return [event.id for event in news(build, attempt, last)]


def test_a_build_tells_its_story_up_to_now() -> None:
    assert ids(QUEUED) == ["1-queued", "1-position-3"]
    assert ids(BUILDING) == ["1-queued", "1-building"]
    assert ids(FAILED) == ["1-queued", "1-building", "1-log", "1-diagnostics", "1-done"]
    assert ids(CANCELLED) == ["1-queued", "1-log", "1-diagnostics", "1-done"]


def test_the_data_of_each_event_says_what_happened() -> None:
    assert [event.data for event in news(QUEUED, 1, None)] == [
        {"stage": "queued"},
        {"position": 3, "wait": 1.5},
    ]
    assert [event.data for event in news(FAILED, 1, "1-building")] == [{"log": "said"}, {"diagnostics": ()}, FAILED]


def test_a_follower_is_told_what_came_after_its_last_event() -> None:
    for build in (QUEUED, BUILDING, FAILED, CANCELLED):
        whole = ids(build)
        for number, last in enumerate(whole, 1):
            assert ids(build, last) == whole[number:]


def test_what_a_compiler_says_while_it_runs_is_told_once() -> None:
    assert ids(SAYING) == ["1-queued", "1-building", "1-said-0-1", "1-said-0-2", "1-said-8-2"]
    whole = ids(SAYING)
    for number, last in enumerate(whole, 1):
        assert ids(SAYING, last) == whole[number:]
    more = replace(SAYING, log="two\nsaid and\n", diagnostics=(FIRST, SECOND, FIRST))
    assert [event.data for event in news(more, 1, "1-said-8-2")] == [FIRST, {"text": " and\n"}]


def test_of_what_a_compiler_said_nothing_is_told_again() -> None:
    """By a process that did not hear it, nor when all of it is told at the end."""
    assert ids(BUILDING, "1-said-8-2") == []
    assert ids(FAILED, "1-said-8-2") == ["1-log", "1-diagnostics", "1-done"]
    assert ids(QUEUED, "1-said-8-2") == ["1-queued", "1-position-3"]
    assert ids(SAYING, "2-said-8-2") == ids(SAYING)


def test_another_position_is_news_and_the_same_one_is_not() -> None:
    assert ids(QUEUED, "1-position-3") == []
    assert ids(QUEUED, "1-position-2") == ["1-position-3"]
    assert ids(BUILDING, "1-position-1") == ["1-building"]


def test_a_process_that_does_not_know_the_position_tells_nothing_again() -> None:
    assert ids(replace(QUEUED, position=None), "1-position-3") == []


def test_what_happens_again_after_an_interruption_is_told_again() -> None:
    assert ids(QUEUED, "1-building", attempt=2) == ["2-queued", "2-position-3"]


@pytest.mark.parametrize(
    "last", ["", "-", "1", "1-", "1-nothing", "-done", "2-done", "1-building", "1-done", "\u0661-queued", "1-queued\n"]
)
def test_an_id_that_the_build_has_not_come_to_means_from_the_start(last: str) -> None:
    assert ids(QUEUED, last) == ["1-queued", "1-position-3"]
