from __future__ import annotations

from pathlib import Path

from wardian.model import Language, Profile, Project, Status
from wardian.storage.adoption import Adoption, requeue_lost
from wardian.storage.builds import BuildRecords
from wardian.storage.database import Database
from wardian.storage.interests import Interest
from wardian.storage.outcomes import Outcome
from wardian.storage.runners import Runner

PROJECT = Project(Language.C, {"main.c": "int main(void) {}\n"})


def test_what_a_process_left_is_taken_over_once_in_its_order(database: Database) -> None:
    records, adoption = BuildRecords(database), Adoption(database)
    for build, owner in (("b3", "gone"), ("b1", "gone"), ("b2", "gone"), ("b4", "alive")):
        records.claim(build, PROJECT, Profile.DEBUG, Interest(f"client of {build}"), owner)
    records.start("b3", 1)
    records.end("b1", 1, Outcome(Status.FAILED))
    assert adoption.owners() == {"gone", "alive"}
    adopted = adoption.adopt({"gone"}, "me")
    assert [(orphan.record.build.id, orphan.client) for orphan in adopted] == [
        ("b3", "client of b3"),
        ("b2", "client of b2"),
    ]
    assert [(orphan.record.attempt, orphan.interruptions) for orphan in adopted] == [(2, 1), (1, 0)]
    assert {orphan.record.build.status for orphan in adopted} == {Status.QUEUED}
    assert adoption.adopt({"gone"}, "another") == []
    assert adoption.owners() == {"me", "alive"}


def test_a_process_is_alive_until_it_closes(tmp_path: Path) -> None:
    first, second = Runner(tmp_path), Runner(tmp_path)
    assert first.alive(second.id)
    assert not first.alone()
    second.close()
    assert not first.alive(second.id)
    assert not first.alive("never")
    assert first.alone()
    first.close()
    assert list((tmp_path / "runners").iterdir()) == []


def test_a_process_that_was_killed_is_not_alive(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    (tmp_path / "runners" / "killed").touch()
    assert runner.alone()
    assert [path.name for path in (tmp_path / "runners").iterdir()] == [runner.id]
    runner.close()


def test_what_has_no_job_is_queued_again_as_another_attempt(database: Database) -> None:
    records = BuildRecords(database)
    for build in ("b1", "b2", "b3"):
        records.claim(build, PROJECT, Profile.DEBUG, Interest(f"client of {build}"), "")
        records.begin(build)
        records.said(build, 1, "so far", ())
    records.end("b3", 1, Outcome(Status.FAILED))
    with database.write() as connection:
        (lost,) = requeue_lost(connection, {"b2"})
        assert requeue_lost(connection, {"b1", "b2"}) == []
    assert (lost.record.build.id, lost.client, lost.interruptions) == ("b1", "client of b1", 1)
    assert not records.end("b1", 1, Outcome(Status.SUCCEEDED))
    found = records.find("b1")
    assert found is not None
    assert (found.build.status, found.build.log, found.attempt) == (Status.QUEUED, "", 2)
