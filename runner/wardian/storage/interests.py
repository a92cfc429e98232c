"""Who waits for a build. It is built as long as anybody does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, insert, select, update

from wardian.model import Status
from wardian.storage import news
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


Cancelled = Callable[[Connection, str], None]


def _nothing(connection: Connection, build: str) -> None: ...


class Interests:
    """Calls block: asyncio code makes them in a worker thread."""

    def __init__(self, database: Database, cancelled: Cancelled = _nothing) -> None:
        """`cancelled` is told of each build that ends so, in the transaction that ends it."""
        self._database = database
        self._cancelled = cancelled

    def keep(self, build: str, interest: Interest) -> None:
        """The held request is answered before the build has ended: its client will come back."""
        with self._database.write() as connection:
            if connection.execute(delete(interests).where(_is(build, interest))).rowcount == 1:
                add(connection, build, Interest(interest.client))

    def leave(self, build: str, interest: Interest) -> bool:
        """The held request is gone. Whether that cancelled the build, since nobody else waits for it."""
        with self._database.write() as connection:
            return self._drop(connection, build, _is(build, interest))

    def give_up(self, build: str, client: str) -> bool:
        """The client wants it no longer, whichever way it asked. Whether that cancelled the build."""
        with self._database.write() as connection:
            return self._drop(connection, build, (interests.c.build == build) & (interests.c.client == client))

    def _drop(self, connection: Connection, build: str, which: ColumnElement[bool]) -> bool:
        cancels = _drop(connection, build, which)
        if cancels:
            self._cancelled(connection, build)
            news.tell(connection, build)
        return cancels


def add(connection: Connection, build: str, interest: Interest) -> None:
    """The connection must be a writing one. The same interest counts once; a request that is held asks but once."""
    add_all(connection, [(build, interest)])


def add_all(connection: Connection, asked: Sequence[tuple[str, Interest]]) -> None:
    """As `add`, for several builds."""
    rows = [
        {"build": build, "client": interest.client, "hold": interest.hold}
        for build, interest in asked
        if interest.hold or not connection.scalar(select(exists().where(_is(build, interest))))
    ]
    if rows:
        connection.execute(_INSERT, rows)


def forget(connection: Connection, build: str) -> None:
    """Nobody waits any more, or not yet: who came just when the build ended may still be there when it begins again."""
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
