"""The database: one engine, short transactions, on SQLite in the data folder or on PostgreSQL."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import InternalError, OperationalError

from wardian.errors import WrongSchema
from wardian.storage.engines import TURN, postgresql_engine, sqlite_engine

HEAD = "0006"
"""The newest migration."""

GONE = (OperationalError, InternalError)
"""Raised when the database does not answer for now, or has ended a transaction in which this process stood still."""

MIGRATIONS = "wardian.storage:migrations"


class Database:
    """`write` gives a connection inside a transaction, which is committed when its block ends well.

    Calls block, for about a millisecond as a rule: asyncio code makes them in a worker thread. Its errors do not tell
    values: secrets are among them.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = engine.execution_options(isolation_level="AUTOCOMMIT") if self.remote else engine

    @classmethod
    def of(cls, url: str, data: Path) -> Database:
        """As `connect`, or where there is no URL as `open`."""
        return cls.connect(url) if url else cls.open(data)

    @classmethod
    def open(cls, data: Path) -> Database:
        """The SQLite database of a data folder, made if missing and brought to the newest schema.

        Processes that open one at the same moment take turns.
        """
        data.mkdir(parents=True, exist_ok=True)
        database = cls(sqlite_engine(data))
        if not database.current():
            with _alone(data):
                database.migrate()
        return database

    @classmethod
    def connect(cls, url: str) -> Database:
        """The PostgreSQL database at a `postgresql://` URL, as `wardian db upgrade` left it.

        Raises WrongSchema for another schema than this version's, and ValueError for another kind of URL.
        """
        database = cls(postgresql_engine(url, use_schema=True))
        if not database.current():
            revision = database.revision()
            database.close()
            raise WrongSchema(_wrong(revision))
        return database

    @classmethod
    def of_postgresql(cls, url: str) -> Database:
        """Whatever its schema is: to be migrated. Raises ValueError for another kind of URL."""
        return cls(postgresql_engine(url, use_schema=False))

    @property
    def remote(self) -> bool:
        """Whether it is a server, which may be away."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to look with. The block sees one state on SQLite, on PostgreSQL each statement its own."""
        with self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self, turn: str = "records") -> Iterator[Connection]:
        """Writers of the same `turn` follow one another, on any machine. On SQLite all do.

        Who gives "" waits for nobody, and must see to it by the conditions of its statements that it may.
        """
        with self.engine.execution_options(**{TURN: turn}).begin() as connection:
            yield connection

    def revision(self) -> str | None:
        """The migration that was applied last, None before the first."""
        with self.read() as connection:
            return _revision(connection)

    def current(self) -> bool:
        """Whether it has the newest schema, on PostgreSQL with the queue's."""
        with self.read() as connection:
            return _revision(connection) == HEAD and _has_queue(connection)

    def has_queue(self) -> bool:
        """Whether the queue on PostgreSQL is this version's. SQLite needs none."""
        with self.read() as connection:
            return _has_queue(connection)

    def migrate(self) -> None:
        """Bring it to the newest schema. Raises WrongSchema when a newer version has been here."""
        revision = self.revision()
        if revision is not None and revision > HEAD:
            raise WrongSchema(_wrong(revision))
        if revision != HEAD:
            with self.write("schema") as connection:
                _upgrade(connection)
        if self.engine.dialect.name == "postgresql":
            self._migrate_queue()

    def _migrate_queue(self) -> None:
        from wardian.storage import queue_schema

        with self.write("schema") as connection:
            revision = queue_schema.revision(connection)
            if revision is None:
                queue_schema.create(connection)
                return
        for migration in queue_schema.missing(revision):
            with self.write("schema") as connection:
                queue_schema.apply(connection, migration)

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


def _has_queue(connection: Connection) -> bool:
    """SQLite has none, and needs none. procrastinate is imported here only, for those who use it."""
    if connection.dialect.name != "postgresql":
        return True
    from wardian.storage import queue_schema

    return queue_schema.revision(connection) == queue_schema.newest()


def _upgrade(connection: Connection) -> None:
    """Alembic is imported here only: it takes longer than all else that a process does before it serves."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _wrong(revision: str | None) -> str:
    if revision is None:
        return "The database is empty. Run `wardian db upgrade` once, then start again."
    if revision == HEAD:
        return "The database has another version's queue. Run `wardian db upgrade`."
    if revision < HEAD:
        return f"The database has schema {revision}; this version needs {HEAD}. Run `wardian db upgrade`."
    return f"The database has schema {revision}, which is newer than {HEAD}, this version's. Start a newer version."
