"""`wardian db upgrade` on a real PostgreSQL server."""

from __future__ import annotations

import os
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from tests.postgresql import PostgreSQL

from wardian.errors import Conflict, WrongSchema
from wardian.storage import queue_schema
from wardian.storage.database import HEAD, MIGRATIONS, Database
from wardian.storage.upgrade import upgrade


def test_an_empty_database_is_refused_until_it_is_upgraded(server: PostgreSQL) -> None:
    url = server.empty()
    with pytest.raises(WrongSchema, match="wardian db upgrade"):
        Database.connect(url)
    assert upgrade(url)
    database = Database.connect(url)
    assert database.revision() == HEAD
    database.close()


def test_nothing_is_done_twice(server: PostgreSQL) -> None:
    assert not upgrade(server.migrated())


def test_an_upgrade_is_refused_while_a_process_works_and_names_it(server: PostgreSQL) -> None:
    url = server.migrated()
    working = Database.connect(url)
    with working.write() as connection:
        connection.execute(text("UPDATE queue_schema SET migration = '00'"))
    with pytest.raises(Conflict, match=f"work with this database: wardian .* {os.getpid()}"):
        upgrade(url)
    assert not working.current()
    working.close()


def test_an_upgrade_that_says_so_goes_past_processes_of_the_version_before(server: PostgreSQL, tmp_path: Path) -> None:
    url = server.migrated()
    working = Database.connect(url)
    with working.write() as connection:
        config = Config()
        config.set_main_option("script_location", MIGRATIONS)
        config.attributes["connection"] = connection
        command.downgrade(config, "-1")
    migrations = tmp_path / "migrations"
    shutil.copytree(str(files("wardian.storage") / "migrations"), migrations)
    [newest] = migrations.glob(f"versions/{HEAD}_*.py")
    unmarked = newest.read_text().replace("COMPATIBLE = True", "")
    newest.write_text(unmarked)
    with pytest.raises(Conflict):
        upgrade(url, str(migrations))
    newest.write_text(f"{unmarked}\n\nCOMPATIBLE = True\n")
    assert upgrade(url, str(migrations))
    assert working.current()
    working.close()


def test_a_process_that_starts_during_an_upgrade_is_told_to_wait(server: PostgreSQL) -> None:
    url = server.migrated()
    upgrading = Database.of_postgresql(url)
    with upgrading.read() as connection:
        connection.execute(text("SELECT pg_advisory_lock(hashtextextended('wardian schema in use', 0))"))
        with pytest.raises(WrongSchema, match="being upgraded"):
            Database.connect(url)
    upgrading.close()
    Database.connect(url).close()


def test_a_database_of_a_newer_version_is_left_alone(server: PostgreSQL) -> None:
    url = server.migrated()
    database = Database.of_postgresql(url)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    for call in (upgrade, Database.connect):
        with pytest.raises(WrongSchema, match="newer"):
            call(url)


def test_the_queues_migrations_are_applied_from_where_they_ended(server: PostgreSQL) -> None:
    url = server.migrated()
    database = Database.of_postgresql(url)
    last = queue_schema.missing("")[-1]
    with database.write() as connection:
        connection.execute(text("UPDATE queue_schema SET migration = :before"), {"before": last.stem[:-1]})
        assert [file.stem for file in queue_schema.missing(last.stem[:-1])] == [last.stem]
    with pytest.raises(WrongSchema, match="queue"):
        Database.connect(url)
    assert upgrade(url)
    Database.connect(url).close()
    database.close()
