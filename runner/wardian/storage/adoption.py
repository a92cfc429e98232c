"""Builds whose process is gone: another one takes them over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, func, select, update

from wardian.model import Status
from wardian.storage import news
from wardian.storage.database import Database
from wardian.storage.interests import UNFINISHED
from wardian.storage.records import Record, record_of
from wardian.storage.tables import builds, interests, projects

_WAS_BUILDING = case((builds.c.status == Status.BUILDING, 1), else_=0)


@dataclass(frozen=True, slots=True)
class Adopted:
    """`client` is one of those who wait. `interruptions` counts the processes that ended while they built it."""

    record: Record
    client: str
    interruptions: int


class Adoption:
    """Calls block: asyncio code makes them in a worker thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def owners(self) -> set[str]:
        """The processes whose builds have not ended."""
        query = select(builds.c.owner).where(builds.c.status.in_(UNFINISHED)).distinct()
        with self._database.read() as connection:
            return set(connection.scalars(query))

    def adopt(self, gone: Collection[str], owner: str) -> list[Adopted]:
        """Put to QUEUED what those had not ended, oldest first. `owner` builds it; others find nothing then."""
        with self._database.write() as connection:
            return _requeue(connection, builds.c.owner.in_(gone), owner)


def requeue_lost(connection: Connection, entered: Collection[str]) -> list[Adopted]:
    """Put to QUEUED what has not ended, oldest first, though it is none of those `entered` in the shared queue.

    The connection must be a writing one.
    """
    unfinished = set(connection.scalars(select(builds.c.id).where(builds.c.status.in_(UNFINISHED))))
    lost = unfinished.difference(entered)
    return _requeue(connection, builds.c.id.in_(lost), "") if lost else []


def _requeue(connection: Connection, which: ColumnElement[bool], owner: str) -> list[Adopted]:
    orphans = which & builds.c.status.in_(UNFINISHED)
    client = select(func.min(interests.c.client)).where(interests.c.build == builds.c.id).scalar_subquery()
    query = select(builds, projects.c.language, client.label("client")).join_from(builds, projects)
    change = {
        "status": Status.QUEUED,
        "owner": owner,
        "log": "",
        "diagnostics": [],
        "attempt": builds.c.attempt + _WAS_BUILDING,
        "interruptions": builds.c.interruptions + _WAS_BUILDING,
    }
    found = connection.scalars(select(builds.c.id).where(orphans).order_by(builds.c.created_at)).all()
    connection.execute(update(builds).where(orphans).values(change))
    rows = connection.execute(query.where(builds.c.id.in_(found)).order_by(builds.c.created_at)).all()
    for build in found:
        news.tell(connection, build)
    return [Adopted(record_of(row), row.client or "", row.interruptions) for row in rows]
