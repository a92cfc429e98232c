from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection

from wardian.builds.rate import Rate
from wardian.errors import QueueFull, QuotaReached, TooManyBuilds, WardianError
from wardian.model import Language, Profile, Project
from wardian.storage.buckets import Buckets
from wardian.storage.claims import Wanted, nowhere
from wardian.storage.database import Database
from wardian.storage.interests import Interest

_PROJECT = Project(Language.C, {"main.c": ""})
_NUMBERS = count()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Clients:
    """Ask for builds at a process that counts."""

    def __init__(self, database: Database, clock: Clock, per_minute: int, per_hour: int = 0) -> None:
        self._database = database
        self.rate = Rate(Buckets(database, b"key"), per_minute, per_hour, clock)

    def ask(self, *clients: str, full: bool = False) -> list[type[WardianError] | None]:
        """For builds that are written down together: what was said of each."""
        due = [Wanted(str(next(_NUMBERS)), _PROJECT, Profile.DEBUG, Interest(client)) for client in clients]
        with self._database.write() as connection:
            refused = self.rate.admitting(_full if full else nowhere)(connection, due)
        return [type(refused[one.build]) if one.build in refused else None for one in due]

    def take(self, client: str) -> None:
        """One build: raises what was said of it."""
        self.rate.check(client)
        due = [Wanted(str(next(_NUMBERS)), _PROJECT, Profile.DEBUG, Interest(client))]
        with self._database.write() as connection:
            for refusal in self.rate.admitting(nowhere)(connection, due).values():
                raise refusal


def _full(connection: Connection, due: Sequence[Wanted]) -> Mapping[str, WardianError]:
    return {one.build: QueueFull("") for one in due}


Counting = Callable[..., Clients]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def counting(tmp_path: Path, clock: Clock) -> Iterator[Counting]:
    """A process that allows so much, as often as it is called, on one database."""
    database = Database.open(tmp_path)
    yield lambda *limits: Clients(database, clock, *limits)
    database.close()


def test_a_minutes_builds_may_come_at_once_and_the_next_is_told_when(clock: Clock, counting: Counting) -> None:
    clients = counting(6)
    for _ in range(6):
        clients.take("a")
    with pytest.raises(TooManyBuilds, match="6 builds a minute") as refusal:
        clients.take("a")
    assert refusal.value.retry_after == 10
    clients.take("b")
    clock.now = 10.0
    clients.take("a")
    with pytest.raises(TooManyBuilds):
        clients.take("a")


def test_whoever_was_quiet_for_a_minute_has_all_again(clock: Clock, counting: Counting) -> None:
    clients = counting(2)
    for minute in (0.0, 61.0, 1000.0):
        clock.now = minute
        clients.take("a")
        clients.take("a")
        with pytest.raises(TooManyBuilds):
            clients.take("a")


def test_zero_is_no_limit(counting: Counting) -> None:
    clients = counting(0)
    for _ in range(100):
        clients.take("a")


def test_an_hours_quota_holds_beside_the_minutes(clock: Clock, counting: Counting) -> None:
    clients = counting(2, 3)
    clients.take("a")
    clients.take("a")
    with pytest.raises(TooManyBuilds):
        clients.take("a")
    clock.now = 60.0
    clients.take("a")
    with pytest.raises(QuotaReached, match=r"3 programs .* an hour.*WARDIAN_BUILD_HOUR.* in 19 minutes") as refusal:
        clients.take("a")
    assert refusal.value.retry_after == 1140
    clients.take("b")
    clock.now = 1200.0
    clients.take("a")


def test_of_builds_that_are_asked_for_at_once_the_last_are_too_many(clock: Clock, counting: Counting) -> None:
    clients = counting(0, 3)
    assert clients.ask("a", "b", "a", "a", "a", "b", "a") == [None, None, None, None, QuotaReached, None, QuotaReached]
    assert clients.ask("b", "a", "b") == [None, QuotaReached, QuotaReached]
    clock.now = 1200.0
    assert clients.ask("a", "a") == [None, QuotaReached]


def test_who_found_the_queue_full_has_started_nothing(counting: Counting) -> None:
    clients = counting(0, 2)
    assert clients.ask("a", "a", "a", full=True) == [QueueFull, QueueFull, QuotaReached]
    assert clients.ask("a", "a", "a") == [None, None, QuotaReached]


def test_what_one_process_let_start_counts_at_another(clock: Clock, counting: Counting) -> None:
    one, other = counting(0, 2), counting(0, 2)
    one.take("a")
    other.take("a")
    for process in (one, other):
        with pytest.raises(QuotaReached) as refusal:
            process.take("a")
        assert refusal.value.retry_after == 1800


def test_who_insists_is_refused_without_the_database_for_a_second(clock: Clock, counting: Counting) -> None:
    clients = counting(0, 1)
    clients.rate.check("a")
    assert clients.ask("a", "a") == [None, QuotaReached]
    clock.now = 0.9
    with pytest.raises(QuotaReached, match="in 60 minutes") as refusal:
        clients.rate.check("a")
    assert refusal.value.retry_after == 3600
    clock.now = 1.1
    clients.rate.check("a")


def test_a_quota_that_was_lowered_refuses_until_it_is_kept(clock: Clock, counting: Counting) -> None:
    counting(0, 4).ask("a", "a", "a", "a")
    clients = counting(0, 2)
    assert clients.ask("a") == [QuotaReached]
    clock.now = 1800.0
    assert clients.ask("a", "a") == [None, QuotaReached]
