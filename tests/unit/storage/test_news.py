"""What a listening process hears of builds through PostgreSQL."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from tests.postgresql import PostgreSQL

from wardian.model import (
    Artifact,
    ArtifactKind,
    Diagnostic,
    Language,
    Note,
    NoteKind,
    Profile,
    Project,
    Severity,
    Status,
)
from wardian.storage.builds import BuildRecords
from wardian.storage.database import Database
from wardian.storage.interests import Interest
from wardian.storage.news import News, Told
from wardian.storage.outcomes import Outcome

pytestmark = pytest.mark.anyio

PROJECT = Project(Language.C, {"main.c": "int main(void) {}\n"})
WARNING = Diagnostic(Severity.WARNING, "añ odd\n thing", "main.c", 1, 2, 1, 3, notes=(Note(NoteKind.HELP, "do"),))
ARTIFACT = Artifact("a" * 64, 4, ArtifactKind.WASM)


@pytest.fixture
def url(server: PostgreSQL) -> str:
    return server.migrated()


@pytest.fixture
def records(url: str) -> Iterator[BuildRecords]:
    database = Database.connect(url)
    yield BuildRecords(database)
    database.close()


async def test_that_a_build_has_begun_is_all_there_is_to_tell(url: str, records: BuildRecords) -> None:
    claim(records)
    assert await first(url, lambda: records.begin("b1")) == Told("b1", 1, Status.BUILDING)


async def test_how_a_build_ended_is_told_as_it_is_kept(url: str, records: BuildRecords) -> None:
    claim(records)
    outcome = Outcome(Status.SUCCEEDED, (WARNING,), "says €", ARTIFACT, {"total": 1.5})
    told = await first(url, lambda: records.end("b1", 1, outcome))
    assert told == Told("b1", 1, Status.SUCCEEDED, outcome)
    kept = records.find("b1")
    assert kept is not None
    assert told.outcome is not None
    assert told.outcome.of(kept.build) == kept.build


@pytest.mark.parametrize("log", ["€" * 3000, "x" * 8000])
async def test_an_end_that_is_too_long_to_tell_must_be_looked_up(url: str, records: BuildRecords, log: str) -> None:
    claim(records)
    assert await first(url, lambda: records.end("b1", 1, Outcome(Status.FAILED, log=log))) == Told("b1")


def claim(records: BuildRecords) -> None:
    records.claim("b1", PROJECT, Profile.DEBUG, Interest("client"), "")


async def first(url: str, act: Callable[[], object]) -> Told:
    """What is heard first of what is done."""
    told: asyncio.Queue[Told] = asyncio.Queue()

    async def listen() -> None:
        async with News(url).listening() as heard:
            act()
            async for each in heard:
                told.put_nowait(each)

    listening, hearing = asyncio.create_task(listen()), asyncio.create_task(told.get())
    await asyncio.wait({listening, hearing}, return_when=asyncio.FIRST_COMPLETED)
    listening.cancel()
    await asyncio.wait({listening})
    assert listening.cancelled()
    return await hearing
