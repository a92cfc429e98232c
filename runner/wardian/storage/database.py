"""The database: one engine, short transactions, migrated when it is opened."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

HEAD = "0003"
"""The newest migration."""

MIGRATIONS = "wardian.storage:migrations"
_BUSY_MS = 10_000


class Database:
    """`read` and `write` give a connection inside a transaction; `write` commits when its block ends well.

    Calls block, for well under a millisecond as a rule: asyncio code makes them in a worker thread.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(wardian_write=True)

    @classmethod
    def open(cls, data: Path) -> Database:
        """The SQLite database of a data folder, made if missing and brought to the newest schema.

        Processes that open one at the same moment take turns. Its errors do not tell values: secrets are among them.
        """
        data.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{data / 'wardian.sqlite3'}", hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        database = cls(engine)
        if not database.current():
            with _alone(data):
                database.migrate()
        return database

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self._writer.begin() as connection:
            yield connection

    def current(self) -> bool:
        """Whether it has the newest schema."""
        with self.read() as connection:
            return _revision(connection) == HEAD

    def migrate(self) -> None:
        if not self.current():
            with self.write() as connection:
                _upgrade(connection)

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Others wait for as long as it takes: SQLite's own waiting has an end, a migration on a busy machine may not."""
    with (data / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _upgrade(connection: Connection) -> None:
    """Alembic is imported here only: it takes longer than all else that a process does before it serves."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _prepare_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry | PoolProxiedConnection) -> None:
    """WAL with synchronous=NORMAL: a commit outlives the process (kill -9), and readers never wait for a writer.

    A power cut may take the last commits with it, never the database (https://www.sqlite.org/wal.html).
    """
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101
    connection.isolation_level = None
    for pragma in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes the lock at once: one that first reads could be refused it later."""
    write = connection.get_execution_options().get("wardian_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
