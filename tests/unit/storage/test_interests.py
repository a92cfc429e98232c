from __future__ import annotations

from wardian.model import Language, Profile, Project, Status
from wardian.storage.builds import BuildRecords
from wardian.storage.database import Database
from wardian.storage.interests import Interest, Interests, add
from wardian.storage.outcomes import Outcome

PROJECT = Project(Language.C, {"main.c": "int main(void) {}\n"})
HELD = Interest("a", "request")


def ask(database: Database, *interests: Interest) -> None:
    for interest in interests:
        BuildRecords(database).claim("b1", PROJECT, Profile.DEBUG, interest, "runner")


def status(database: Database) -> Status:
    return BuildRecords(database).states(["b1"])["b1"][0]


def test_a_build_is_cancelled_when_the_last_who_wanted_it_gives_it_up(database: Database) -> None:
    ask(database, Interest("a"), Interest("b"), Interest("a", "request"))
    interests = Interests(database)
    assert not interests.give_up("b1", "a")
    assert status(database) is Status.QUEUED
    assert interests.give_up("b1", "b")
    assert status(database) is Status.CANCELLED


def test_who_never_asked_cancels_nothing(database: Database) -> None:
    ask(database, Interest("a"))
    interests = Interests(database)
    assert not interests.give_up("b1", "stranger")
    assert not interests.give_up("b2", "a")
    assert not interests.leave("b1", HELD)
    assert status(database) is Status.QUEUED


def test_a_request_that_is_gone_takes_only_its_own_interest_along(database: Database) -> None:
    ask(database, Interest("a"), HELD)
    assert not Interests(database).leave("b1", HELD)
    assert status(database) is Status.QUEUED


def test_a_request_that_was_answered_before_the_end_keeps_the_build(database: Database) -> None:
    ask(database, HELD)
    interests = Interests(database)
    interests.keep("b1", HELD)
    assert not interests.leave("b1", HELD)
    assert interests.give_up("b1", "a")


def test_an_ended_build_has_nobody_waiting(database: Database) -> None:
    ask(database, HELD)
    interests = Interests(database)
    BuildRecords(database).end("b1", 1, Outcome(Status.FAILED))
    interests.keep("b1", HELD)
    assert not interests.give_up("b1", "a")
    assert status(database) is Status.FAILED


def test_who_came_just_when_a_build_ended_does_not_keep_the_next_attempt_alive(database: Database) -> None:
    ask(database, Interest("a"))
    BuildRecords(database).end("b1", 1, Outcome(Status.FAILED, stopped_by="host"))
    with database.write() as connection:
        add(connection, "b1", Interest("late", "request"))
    ask(database, Interest("b"))
    assert Interests(database).give_up("b1", "b")
    assert status(database) is Status.CANCELLED
