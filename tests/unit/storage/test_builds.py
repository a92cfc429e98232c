from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

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
from wardian.storage.builds import BuildRecords, Outcome
from wardian.storage.database import Database
from wardian.storage.interests import Interest

PROJECT = Project(Language.C, {"main.c": "int main(void) {}\n"})
ARTIFACT = Artifact("a" * 64, 4, ArtifactKind.WASM)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[BuildRecords]:
    database = Database.open(tmp_path)
    yield BuildRecords(database)
    database.close()


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
