"""Who waits for a build. It is built as long as anybody does."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, insert, select, update

from wardian.model import Status
from wardian.storage.database import Database
from wardian.storage.tables import builds, interests

UNFINISHED = (Status.QUEUED, Status.BUILDING)

_INSERT = insert(interests)
_FORGET = delete(interests).where(interests.c.build == bindparam("build"))


@dataclass(frozen=True, slots=True)
class Interest:
    """`hold` names the request that is held open for the answer. Without one the client comes back for it."""

    client: str
    hold: str = ""


class Interests:
    """Calls block: asyncio code makes them in a worker thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, build: str, interest: Interest) -> None:
        """The held request is answered before the build has ended: its client will come back."""
        with self._database.write() as connection:
            if connection.execute(delete(interests).where(_is(build, interest))).rowcount == 1:
                add(connection, build, Interest(interest.client))

    def leave(self, build: str, interest: Interest) -> bool:
        """The held request is gone. Whether that cancelled the build, since nobody else waits for it."""
        with self._database.write() as connection:
            return _drop(connection, build, _is(build, interest))

    def give_up(self, build: str, client: str) -> bool:
        """The client wants it no longer, whichever way it asked. Whether that cancelled the build."""
        with self._database.write() as connection:
            return _drop(connection, build, (interests.c.build == build) & (interests.c.client == client))


def add(connection: Connection, build: str, interest: Interest) -> None:
    """The connection must be a writing one. The same interest counts once; a request that is held asks but once."""
    if interest.hold or not connection.scalar(select(exists().where(_is(build, interest)))):
        connection.execute(_INSERT, {"build": build, "client": interest.client, "hold": interest.hold})


def forget(connection: Connection, build: str) -> None:
    """The build has ended: nobody waits any more."""
    connection.execute(_FORGET, {"build": build})


def _is(build: str, interest: Interest) -> ColumnElement[bool]:
    return (interests.c.build == build) & (interests.c.client == interest.client) & (interests.c.hold == interest.hold)


def _drop(connection: Connection, build: str, which: ColumnElement[bool]) -> bool:
    """Whoever never asked has nothing to drop, and so cancels nothing."""
    if connection.execute(delete(interests).where(which)).rowcount == 0:
        return False
    if connection.scalar(select(exists().where(interests.c.build == build))):
        return False
    unfinished = builds.c.status.in_(UNFINISHED)
    cancel = update(builds).where(builds.c.id == build, unfinished).values(status=Status.CANCELLED)
    return connection.execute(cancel).rowcount == 1
