"""Build records and projects that nothing needs any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ColumnElement, and_, delete, exists, select

from wardian.storage.database import Database
from wardian.storage.interests import UNFINISHED
from wardian.storage.tables import artifacts, builds, deployments, projects, shares, versions

_BATCH = 500


class OldBuilds:
    """Calls block; see `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remove(self, before: datetime) -> tuple[int, int]:
        """Forget builds that were asked for before that time, and projects that nothing needs; says how many of each.

        Builds that are under way, whose artifact is kept, that a deployment serves, or whose project is shared stay.
        """
        gone = self._delete(builds.c.id, _unneeded(before))
        return gone, self._delete(projects.c.digest, _ORPHANED)

    def _delete(self, key: Column[str], condition: ColumnElement[bool]) -> int:
        """In short transactions: a build that ends meanwhile need not wait long."""
        deleted = 0
        while True:
            some = select(key).where(condition).limit(_BATCH)
            with self._database.write() as connection:
                count = connection.execute(delete(key.table).where(key.in_(some))).rowcount
            deleted += count
            if count < _BATCH:
                return deleted


_ORPHANED = and_(
    ~exists().where(builds.c.project == projects.c.digest),
    ~exists().where(shares.c.project == projects.c.digest),
)


def _unneeded(before: datetime) -> ColumnElement[bool]:
    return and_(
        builds.c.created_at < before,
        builds.c.status.not_in(UNFINISHED),
        ~exists().where(artifacts.c.sha256 == builds.c.artifact),
        ~exists().where(versions.c.build == builds.c.id),
        ~exists().where(deployments.c.build == builds.c.id),
        ~exists().where(shares.c.project == builds.c.project),
    )
