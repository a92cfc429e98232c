"""What `bench/chaos.py` does with a thousand builds, with a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.chaos.run import Plan, run

if TYPE_CHECKING:
    from wardian.toolchains.c import C


def test_builds_are_published_once_each_while_processes_are_killed_and_the_database_stops(c: C) -> None:
    outcome = run(Plan(builds=30, clients=4, webs=2, kill_every_s=3, outage_s=3, lease_s=3))
    assert outcome.wrong == []
    assert outcome.statuses == {"succeeded": 30 + 1}
    assert outcome.killed.total() > 0
    assert outcome.answers["503"] > 0
