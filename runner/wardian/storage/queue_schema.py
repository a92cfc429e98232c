"""procrastinate's tables, beside ours in PostgreSQL: made by its schema, and changed by its migrations from then on.

Its package brings a file of SQL for each change, in the order of their names
(https://procrastinate.readthedocs.io/en/stable/howto/production/migrations.html). The name of the last one that is in
the database is kept there.
"""

from __future__ import annotations

from pathlib import Path

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, inspect, text

_TABLE = "queue_schema"
_CREATE = text(f"CREATE TABLE {_TABLE} (migration text NOT NULL)")
_FIRST = text(f"INSERT INTO {_TABLE} VALUES (:migration)")  # noqa: S608
_NEXT = text(f"UPDATE {_TABLE} SET migration = :migration")  # noqa: S608
_LAST = text(f"SELECT migration FROM {_TABLE}")  # noqa: S608


def newest() -> str:
    """The last migration of the installed package."""
    return _files()[-1].stem


def revision(connection: Connection) -> str | None:
    """The last migration that is in the database, None when there is no queue yet."""
    if not inspect(connection).has_table(_TABLE):
        return None
    last: str | None = connection.scalar(_LAST)
    return last


def create(connection: Connection) -> None:
    connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    connection.execute(_CREATE)
    connection.execute(_FIRST, {"migration": newest()})


def missing(after: str) -> list[Path]:
    """The migrations that come after that one, each for a transaction of its own."""
    return [file for file in _files() if file.stem > after]


def apply(connection: Connection, migration: Path) -> None:
    connection.exec_driver_sql(migration.read_text(encoding="utf-8").replace("%", "%%"))
    connection.execute(_NEXT, {"migration": migration.stem})


def _files() -> list[Path]:
    return sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
