import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text

from wardian.storage.database import HEAD, MIGRATIONS, Database
from wardian.storage.tables import metadata, projects

_OPEN = """
import sys
from pathlib import Path
from wardian.storage.database import Database
Database.open(Path(sys.argv[1]))
"""


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
