import fcntl
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, insert, select, text

from wardian.model import Grants
from wardian.storage.database import HEAD, MIGRATIONS, Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.tables import metadata, projects

_OLD = {
    "token_sha256": "t" * 64,
    "build": "b" * 32,
    "language": "c",
    "artifact": "a" * 64,
    "artifact_size": 1,
    "artifact_kind": "wasm",
    "version": 3,
    "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    "expires_at": datetime(2026, 1, 2, tzinfo=UTC),
}
_OPEN = """
import sys
from pathlib import Path
from wardian.storage.database import Database
Database.open(Path(sys.argv[1]))
"""


def _migrate(connection: Connection, move: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    move(config, revision)


def test_migrations_make_exactly_the_schema_the_code_uses(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_opening_again_keeps_what_was_written(tmp_path: Path) -> None:
    first = Database.open(tmp_path)
    with first.write() as connection:
        connection.execute(insert(projects).values(digest="d", language="c", files={"main.c": "é\0"}))
    first.close()
    second = Database.open(tmp_path)
    with second.read() as connection:
        assert connection.execute(select(projects.c.files)).scalar_one() == {"main.c": "é\0"}
    second.close()


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    try:
        with database.write() as connection:
            connection.execute(insert(projects).values(digest="d", language="c", files={}))
            raise LookupError
    except LookupError:
        pass
    with database.read() as connection:
        assert connection.execute(select(projects)).all() == []
    database.close()


def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", _OPEN, str(tmp_path)]) for _ in range(3)]
    assert [process.wait(30) for process in processes] == [0, 0, 0]


def test_who_starts_while_another_migrates_waits_however_long_that_takes(tmp_path: Path) -> None:
    with (tmp_path / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        opening = subprocess.Popen([sys.executable, "-c", _OPEN, str(tmp_path)])
        with pytest.raises(subprocess.TimeoutExpired):
            opening.wait(2)
    assert opening.wait(60) == 0


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.write() as writer, database.read() as reader:
        writer.execute(insert(projects).values(digest="d", language="c", files={}))
        assert reader.execute(select(projects)).all() == []
    database.close()


def test_sqlite_is_in_wal_mode_with_foreign_keys(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    database.close()


def test_deployments_of_the_first_schema_are_kept_with_their_version(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.write() as connection:
        _migrate(connection, command.downgrade, "0001")
        old = Table("deployments", MetaData(), autoload_with=connection)
        connection.execute(insert(old), [{**_OLD, "name": name} for name in ("fern", "moss")])
    database.migrate()
    records = DeploymentRecords(database)
    fern, moss = records.find("fern"), records.find("moss")
    assert fern is not None
    assert moss is not None
    assert fern.deployment.id != moss.deployment.id
    assert (fern.deployment.grants, fern.deployment.routes, fern.deployment.assets) == (Grants(), (), None)
    assert [version.number for version in records.versions(fern.deployment)] == [3]
    database.close()
