from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection

from wardian.errors import QueueFull, WardianError
from wardian.model import (
    Artifact,
    ArtifactKind,
    Diagnostic,
    Edit,
    Fix,
    Language,
    Profile,
    Project,
    Severity,
    Status,
)
from wardian.storage.builds import BuildRecords
from wardian.storage.claims import Claimed, Wanted
from wardian.storage.database import Database
from wardian.storage.interests import Interest
from wardian.storage.outcomes import Outcome

PROJECT = Project(Language.C, {"main.c": "int main(void) {}\n"})
ARTIFACT = Artifact("a" * 64, 4, ArtifactKind.WASM)


@pytest.fixture
def records(database: Database) -> BuildRecords:
    return BuildRecords(database)


def claim(records: BuildRecords, build: str = "b1") -> bool:
    return records.claim(build, PROJECT, Profile.DEBUG, Interest("client"), "runner")[1]


def test_a_build_comes_back_as_it_ended(records: BuildRecords) -> None:
    claim(records)
    edit = Edit("main.c", 1, 1, 1, 4, "char")
    warning = Diagnostic(Severity.WARNING, "odd", "main.c", 1, 2, 1, 3, "-Wodd", (Fix("say char", (edit,)),))
    assert records.end("b1", 1, Outcome(Status.SUCCEEDED, (warning,), "a log", ARTIFACT, {"compile": 1.5}))
    record = records.find("b1")
    assert record is not None
    assert record.final
    assert record.build.diagnostics == (warning,)
    assert record.build.artifact == ARTIFACT
    assert record.build.timings == {"compile": 1.5}
    assert record.build.language is Language.C


def test_one_of_many_that_ask_at_once_gets_to_build(records: BuildRecords) -> None:
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: claim(records), range(16)))
    assert claims.count(True) == 1


def test_a_final_build_is_not_claimed_again_unless_asked(records: BuildRecords) -> None:
    claim(records)
    records.end("b1", 1, Outcome(Status.FAILED))
    assert not claim(records)
    assert records.claim("b1", PROJECT, Profile.DEBUG, Interest("client"), "runner", again=True)[1]


@pytest.mark.parametrize("outcome", [Outcome(Status.CANCELLED), Outcome(Status.FAILED, log="x", stopped_by="wall")])
def test_what_was_stopped_from_outside_starts_afresh(records: BuildRecords, outcome: Outcome) -> None:
    claim(records)
    records.end("b1", 1, outcome)
    assert claim(records)
    record = records.find("b1")
    assert record is not None
    assert (record.build.status, record.build.log, record.stopped_by) == (Status.QUEUED, "", None)


def test_the_first_end_counts(records: BuildRecords) -> None:
    claim(records)
    assert records.end("b1", 1, Outcome(Status.CANCELLED))
    assert not records.end("b1", 1, Outcome(Status.SUCCEEDED, artifact=ARTIFACT))
    record = records.find("b1")
    assert record is not None
    assert record.build.status is Status.CANCELLED


def test_the_end_of_an_earlier_attempt_is_not_that_of_the_present_one(records: BuildRecords) -> None:
    claim(records)
    records.end("b1", 1, Outcome(Status.CANCELLED))
    assert claim(records)
    assert not records.end("b1", 1, Outcome(Status.CANCELLED))
    assert records.states(["b1", "b2"]) == {"b1": (Status.QUEUED, 2)}
    assert records.source("b1") == (PROJECT, Profile.DEBUG)


def test_there_is_no_source_of_an_unknown_build(records: BuildRecords) -> None:
    assert records.find("none") is None
    with pytest.raises(LookupError):
        records.source("none")


def test_what_does_not_get_into_the_queue_is_not_claimed(records: BuildRecords) -> None:
    full = QueueFull("no", 1)
    wanted = [Wanted(build, PROJECT, Profile.DEBUG, Interest("client", build)) for build in ("b1", "b2")]
    answers = records.claim_all(wanted, "", lambda connection, due: {"b1": full})
    assert answers == [full, Claimed(records.some(["b2"])[0], mine=True)]
    assert records.find("b1") is None
    assert claim(records)


def test_an_error_in_the_queue_undoes_the_claims(records: BuildRecords) -> None:
    def fail(connection: Connection, due: Sequence[Wanted]) -> dict[str, WardianError]:
        raise LookupError(due[0].build)

    with pytest.raises(LookupError):
        records.claim_all([Wanted("b1", PROJECT, Profile.DEBUG, Interest("client"))], "", fail)
    assert records.find("b1") is None
    assert claim(records)


def test_builds_that_are_claimed_together_are_each_what_they_would_be_alone(records: BuildRecords) -> None:
    other = Project(Language.C, {"main.c": "int main(void) {}"})
    assert claim(records, "b1")
    assert claim(records, "b2")
    records.end("b2", 1, Outcome(Status.FAILED, stopped_by="wall"))
    wanted = [Wanted(build, other, Profile.DEBUG, Interest("another", build)) for build in ("b1", "b2", "b3", "b4")]
    claimed = records.claim_all(wanted, "")
    assert [isinstance(one, Claimed) and (one.mine, one.record.attempt) for one in claimed] == [
        (False, 1),
        (True, 2),
        (True, 1),
        (True, 1),
    ]
    assert records.source("b4") == (other, Profile.DEBUG)


def test_a_build_is_begun_once(records: BuildRecords) -> None:
    claim(records)
    assert records.begin("b1") == (1, PROJECT, Profile.DEBUG)
    assert records.begin("b1") is None
    assert records.begin("nothing") is None


def test_what_a_compiler_says_is_kept_while_it_runs_and_no_longer(records: BuildRecords) -> None:
    claim(records)
    records.begin("b1")
    found = (Diagnostic(Severity.WARNING, "odd"),)
    records.said("b1", 1, "so far", found)
    (record,) = records.some(["b1", "nothing"])
    assert (record.build.status, record.build.log, record.build.diagnostics) == (Status.BUILDING, "so far", found)
    records.end("b1", 1, Outcome(Status.SUCCEEDED, log="all"))
    records.said("b1", 1, "too late", ())
    assert records.some(["b1"])[0].build.log == "all"
