from __future__ import annotations

import pytest

from wardian.builds.rate import Rate
from wardian.errors import QuotaReached, TooManyBuilds


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_builds_may_come_at_once_and_the_next_is_told_when() -> None:
    clock = Clock()
    rate = Rate(6, clock=clock)
    for _ in range(6):
        rate.take("a")
    with pytest.raises(TooManyBuilds, match="6 builds a minute") as refusal:
        rate.take("a")
    assert refusal.value.retry_after == 10
    rate.take("b")
    clock.now = 10.0
    rate.take("a")
    with pytest.raises(TooManyBuilds):
        rate.take("a")


def test_whoever_was_quiet_for_a_minute_has_all_again() -> None:
    clock = Clock()
    rate = Rate(2, clock=clock)
    for minute in (0.0, 61.0, 1000.0):
        clock.now = minute
        rate.take("a")
        rate.take("a")
        with pytest.raises(TooManyBuilds):
            rate.take("a")


def test_zero_is_no_limit() -> None:
    rate = Rate(0)
    for _ in range(1000):
        rate.take("a")


def test_an_hours_quota_holds_beside_the_minutes() -> None:
    clock = Clock()
    rate = Rate(2, 3, clock)
    rate.take("a")
    rate.take("a")
    with pytest.raises(TooManyBuilds):
        rate.take("a")
    clock.now = 60.0
    rate.take("a")
    with pytest.raises(QuotaReached, match=r"3 programs .* an hour.*WARDIAN_BUILD_HOUR.* in 19 minutes") as refusal:
        rate.take("a")
    assert refusal.value.retry_after == 1140
    rate.take("b")
    clock.now = 1200.0
    rate.take("a")
