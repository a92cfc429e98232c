"""Records are kept alike on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests import postgresql
from tests.postgresql import PostgreSQL

from wardian.storage.database import Database

Open = Callable[[], Database]


@dataclass(frozen=True)
class Place:
    """Where a database is: what `Database.of` takes."""

    url: str
    data: Path


@pytest.fixture(scope="session")
def server() -> Iterator[PostgreSQL]:
    with postgresql.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """This test's own, with nothing in it but the schema."""
    return Place(request.getfixturevalue("server").migrated() if request.param == "postgresql" else "", tmp_path)


@pytest.fixture
def open_database(place: Place) -> Iterator[Open]:
    """Opens this test's database, as another process would."""
    opened: list[Database] = []

    def opening() -> Database:
        opened.append(Database.of(place.url, place.data))
        return opened[-1]

    yield opening
    for database in opened:
        database.close()


@pytest.fixture
def database(open_database: Open) -> Database:
    return open_database()
