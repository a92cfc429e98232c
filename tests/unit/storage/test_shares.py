from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from wardian.model import Language, Project
from wardian.storage.database import Database
from wardian.storage.shares import SHORTEST, Shares
from wardian.storage.tables import projects, shares

PROJECT = Project(Language.RUST, {"main.rs": "fn main() {}\n"})


def test_the_same_project_has_the_same_short_id(database: Database) -> None:
    first, new = Shares(database).keep(PROJECT)
    assert (len(first), new) == (SHORTEST, True)
    assert Shares(database).keep(PROJECT) == (first, False)
    assert Shares(database).find(first) == PROJECT


def test_another_project_has_another_id(database: Database) -> None:
    other = Project(Language.RUST, {"main.rs": "fn main() {}"})
    assert Shares(database).keep(PROJECT)[0] != Shares(database).keep(other)[0]


def test_a_taken_id_is_made_longer(database: Database, tmp_path: Path) -> None:
    short, _ = Shares(database).keep(PROJECT)
    another = Database.open(tmp_path / "another")
    with another.write() as connection:
        connection.execute(insert(projects).values(digest="d", language="c", files={}))
        connection.execute(insert(shares).values(id=short, project="d", created_at=datetime.now(UTC)))
    longer, _ = Shares(another).keep(PROJECT)
    assert len(longer) == SHORTEST + 1
    assert longer.startswith(short)
    another.close()


def test_an_unknown_share_is_none(database: Database) -> None:
    assert Shares(database).find("aaaaaaaaaa") is None
