from __future__ import annotations

import asyncio

import pytest

from wardian.builds.events import Event, Feed, of_end
from wardian.model import Build, Language, Profile, Status

pytestmark = pytest.mark.anyio

BUILD = Build("b1", Status.FAILED, Language.C, Profile.DEBUG, log="said")


async def told(feed: Feed, after: str | None = None) -> list[Event]:
    return [event async for event in feed.follow(after)]


async def test_followers_are_told_what_was_and_what_comes() -> None:
    feed = Feed()
    feed.publish("position", {"position": 1})
    follower = asyncio.create_task(told(feed))
    await asyncio.sleep(0)
    feed.publish("stage", {"stage": "building"})
    feed.close()
    assert [event.kind for event in await follower] == ["position", "stage"]
    assert [event.kind for event in await told(feed)] == ["position", "stage"]


async def test_a_position_that_has_changed_is_told_once_to_those_who_come_later() -> None:
    feed = Feed()
    for position in (3, 2, 2, 1):
        feed.publish("position", {"position": position})
    feed.close()
    assert [event.data for event in await told(feed)] == [{"position": 1}]


async def test_a_follower_resumes_after_the_last_event_it_had() -> None:
    feed = Feed()
    for stage in ("a", "b", "c"):
        feed.publish(stage, {})
    feed.close()
    first, second, third = await told(feed)
    assert await told(feed, first.id) == [second, third]
    assert await told(feed, third.id) == []


@pytest.mark.parametrize("after", ["other-1", "1", "", "end-9999", "x-\u0663", "-"])
async def test_an_id_of_another_run_means_from_the_start(after: str) -> None:
    feed = Feed()
    feed.publish("stage", {})
    feed.close()
    assert len(await told(feed, after)) == 1


def test_an_ended_build_tells_its_end_in_parts() -> None:
    log, diagnostics, done = of_end(BUILD, None)
    assert (log.data, diagnostics.data, done.data) == ({"log": "said"}, {"diagnostics": ()}, BUILD)
    assert list(of_end(BUILD, log.id)) == [diagnostics, done]
    assert list(of_end(BUILD, done.id)) == []
    assert list(of_end(BUILD, "1234abcd-2")) == [log, diagnostics, done]
