from __future__ import annotations

from dataclasses import replace

from wardian.builds.feeds import Feed
from wardian.model import Build, Language, Profile, Status

QUEUED = Build("b1", Status.QUEUED, Language.C, Profile.DEBUG)


def test_a_look_from_before_the_news_that_a_build_has_begun_changes_nothing() -> None:
    feed = Feed(QUEUED, 1, mine=False)
    feed.building()
    feed.seen(QUEUED)
    assert feed.build.status is Status.BUILDING
    feed.seen(replace(QUEUED, status=Status.BUILDING, log="so far"))
    assert feed.build.log == "so far"
