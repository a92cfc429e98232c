"""SQLAlchemy's engines, for SQLite in the data folder and for PostgreSQL: how they connect and begin transactions."""

from __future__ import annotations

import os
import platform
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, PoolProxiedConnection, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from wardian.errors import WrongSchema
from wardian.liveness import said_goodbye

TURN = "wardian_turn"
"""The execution option of who writes: whose turn it waits for, "" for nobody's."""

SCHEMA_IN_USE = "wardian schema in use"
"""The name of the lock that all share who work with a PostgreSQL database."""

_BUSY_MS = 10_000
_CONNECTIONS = 10
_CONNECT_S = 5
_SILENT_MS = 10_000
_SHUT_DOWN = "57P"
"""Errors of the server's operator: class 57 of SQLSTATE (PostgreSQL manual, appendix A)."""

_RETRY_S = 5

_BE_QUICK = "SET idle_in_transaction_session_timeout = '5s'"
"""A process that stands still in a transaction loses it, and with it what others wait for."""

_USE_SCHEMA = "SELECT pg_try_advisory_lock_shared(hashtextextended(%s, 0))"
_TAKE_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(:turn, 0))")


def sqlite_engine(data: Path) -> Engine:
    engine = create_engine(f"sqlite:///{data / 'wardian.sqlite3'}", hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgresql_engine(url: str, *, use_schema: bool) -> Engine:
    """`use_schema` keeps others from upgrading it meanwhile. Raises ValueError for another kind of URL."""
    engine = create_engine(
        _postgresql_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=_CONNECTIONS,
        connect_args={
            "connect_timeout": _CONNECT_S,
            "tcp_user_timeout": _SILENT_MS,
            "application_name": f"wardian {platform.node()} {os.getpid()}",
        },
    )
    event.listen(engine, "checkout", _check_alive)
    event.listen(engine, "begin", _begin_postgresql)
    event.listen(engine, "handle_error", _without_detail, retval=True)
    if use_schema:
        event.listen(engine, "connect", _use_schema)
    return engine


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
    connection.exec_driver_sql("BEGIN" if _turn(connection) is None else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    """Advisory locks of a transaction go with it, however it ends (PostgreSQL manual, 13.3.5)."""
    if turn := _turn(connection):
        connection.execute(_TAKE_TURN, {"turn": f"wardian {turn}"})


def _turn(connection: Connection) -> str | None:
    """None of a reader."""
    turn: str | None = connection.get_execution_options().get(TURN)
    return turn


def _check_alive(connection: Any, entry: ConnectionPoolEntry, proxy: PoolProxiedConnection) -> None:
    """The pool then makes others in the place of all it has."""
    if said_goodbye(connection):
        raise InvalidatePoolError("the server has closed the connection")


def _use_schema(connection: DBAPIConnection, entry: ConnectionPoolEntry | PoolProxiedConnection) -> None:
    """For as long as the connection lasts. Nobody waits for an upgrade: it may take long, and need another version."""
    cursor = connection.cursor()
    cursor.execute(_BE_QUICK)
    cursor.execute(_USE_SCHEMA, (SCHEMA_IN_USE,))
    (free,) = cursor.fetchone() or (False,)
    connection.commit()
    if not free:
        raise WrongSchema("The database is being upgraded.", retry_after=_RETRY_S)


def _postgresql_url(url: str) -> URL:
    """Raises ValueError."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ValueError(f"{url!r} is not a URL: {error}") from error
    if parsed.drivername not in ("postgresql", "postgres"):
        raise ValueError(f"a database of kind {parsed.drivername!r} will not do; it must be postgresql://…")
    return parsed


def _without_detail(context: ExceptionContext) -> BaseException | None:
    """PostgreSQL quotes the row that it refuses.

    A server that stops says so before its connection is seen to be closed: neither it nor the others of the pool are
    of use any more.
    """
    wrapped, original = context.sqlalchemy_exception, context.original_exception
    diagnosis = getattr(original, "diag", None)
    if not isinstance(wrapped, DBAPIError) or diagnosis is None:
        return None
    if (diagnosis.sqlstate or "").startswith(_SHUT_DOWN):
        context.is_disconnect = True
    summary = type(original)(diagnosis.message_primary or str(original).partition("\n")[0])
    return type(wrapped)(wrapped.statement, None, summary, True, context.is_disconnect)
