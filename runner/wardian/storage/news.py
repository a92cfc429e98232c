"""What other processes are told of builds: PostgreSQL carries it (NOTIFY) with the transaction that made it so."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psycopg
from sqlalchemy import Connection, text

from wardian.model import Status
from wardian.storage import outcomes
from wardian.storage.outcomes import Outcome

_CHANNEL = "wardian_builds"
_CONNECT_S = 5
_QUIET_S = 10.0
_MOST = 7999
"""Bytes that a notification carries (PostgreSQL manual, NOTIFY)."""

_TELL = text("SELECT pg_notify(:channel, told) FROM unnest(CAST(:news AS text[])) AS told")


@dataclass(frozen=True, slots=True)
class Told:
    """`attempt` at the build has come to `status`, with this `outcome` if it has ended, and nothing else changed.

    None where its record must tell.
    """

    build: str
    attempt: int | None = None
    status: Status | None = None
    outcome: Outcome | None = None


def tell(connection: Connection, build: str) -> None:
    """That something of the build has changed, once the transaction is committed. On SQLite nobody hears it."""
    _tell(connection, build)


def tell_status(connection: Connection, build: str, attempt: int, status: Status) -> None:
    """As `tell`, when that is all there is to tell."""
    _tell(connection, f"{build} {attempt} {status}")


def tell_end(connection: Connection, build: str, attempt: int, outcome: Outcome) -> None:
    """All of it, if that is not too long: then nobody has to look it up."""
    whole = f"{build} {attempt} {json.dumps(outcomes.columns(outcome))}"
    _tell(connection, whole if len(whole) <= _MOST else build)


def tell_queued(connection: Connection, attempts: Mapping[str, int]) -> None:
    """That these builds wait."""
    if attempts:
        _tell(connection, *(f"{build} {attempt} {Status.QUEUED}" for build, attempt in attempts.items()))


def _tell(connection: Connection, *told: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_TELL, {"channel": _CHANNEL, "news": list(told)})


def _told(payload: str) -> Told:
    build, *news = payload.split(" ", 2)
    if not news:
        return Told(build)
    attempt, what = news
    if not what.startswith("{"):
        return Told(build, int(attempt), Status(what))
    outcome = outcomes.from_columns(json.loads(what))
    return Told(build, int(attempt), outcome.status, outcome)


class News:
    """Of the builds in the database at this URL."""

    def __init__(self, url: str) -> None:
        self._url = url

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[AsyncIterator[Told]]:
        """Yields what is told of builds from now on, for ever. Raises psycopg.OperationalError."""
        async with await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, connect_timeout=_CONNECT_S
        ) as connection:
            await connection.execute(f"LISTEN {_CHANNEL}")
            yield _heard(connection)


async def _heard(connection: psycopg.AsyncConnection) -> AsyncIterator[Told]:
    """A connection that the server does not answer on any longer is found out by asking it something."""
    while True:
        async for notify in connection.notifies(timeout=_QUIET_S):
            yield _told(notify.payload)
        await connection.execute("SELECT 1")
