"""`wardian db upgrade`: PostgreSQL's schema, changed while nobody works with the one before.

Each process holds an advisory lock that others share, by each of its connections, as long as it has any
(PostgreSQL manual, 13.3.5). An upgrade takes it alone, unless all its migrations say `COMPATIBLE = True`: that the
version before works with the schema after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from wardian.errors import Conflict
from wardian.storage.database import HEAD, MIGRATIONS, Database
from wardian.storage.engines import SCHEMA_IN_USE

_ALONE = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
_RELEASE = text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")
_USERS = text("""
    SELECT DISTINCT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (classid::bigint << 32) + objid::bigint = hashtextextended(:name, 0)
    ORDER BY application_name
""")


def upgrade(url: str, migrations: str = MIGRATIONS) -> bool:
    """Bring the database to this version's schema. Whether there was anything to do.

    Raises ValueError for another kind of URL, Conflict while processes work with the schema before, and WrongSchema
    when a newer version has been here.
    """
    database = Database.of_postgresql(url)
    try:
        if database.current():
            return False
        compatible = _compatible(database, migrations)
        with database.read() as connection, nullcontext() if compatible else _alone(connection):
            database.migrate()
        return True
    finally:
        database.close()


def _compatible(database: Database, migrations: str) -> bool:
    """Whether who works with the present schema can go on with the next one. Of the queue's migrations nobody knows."""
    revision = database.revision()
    config = Config()
    config.set_main_option("script_location", migrations)
    script = ScriptDirectory.from_config(config)
    if revision in (None, HEAD) or revision not in {known.revision for known in script.walk_revisions()}:
        return False
    missing = script.iterate_revisions(HEAD, revision)
    return database.has_queue() and all(getattr(each.module, "COMPATIBLE", False) for each in missing)


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    name = {"name": SCHEMA_IN_USE}
    if not connection.scalar(_ALONE, name):
        users = ", ".join(filter(None, connection.scalars(_USERS, name))) or "others"
        raise Conflict(
            f"Processes of an earlier version work with this database: {users}. "
            f"Stop them, run `wardian db upgrade` to schema {HEAD}, and start this version."
        )
    try:
        yield
    finally:
        connection.execute(_RELEASE, name)
