"""When each artifact was last used, by which the collector knows what nobody wants any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, or_, select, update

from wardian.storage.database import Database
from wardian.storage.tables import artifacts, builds, deployments, shares, versions

PRECISION = timedelta(minutes=1)
"""A use this soon after another one is not written down."""

SAFE = timedelta(minutes=5)
"""What was used so lately is never collected: whoever was told of it has at least SAFE - PRECISION to deploy it."""

_MOST_KNOWN = 4096


class Uses:
    """Calls block; see `Database`. A use is on record before the artifact is looked at or written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, datetime] = {}

    def known(self, sha256: str) -> bool:
        """Whether a use is on record that is so young that another one need not be."""
        known = self._known.get(sha256)
        return known is not None and datetime.now(UTC) - known < PRECISION

    def now(self, sha256: str) -> None:
        """The artifact is used."""
        if self.known(sha256):
            return
        at = datetime.now(UTC)
        with self._database.write() as connection:
            _stamp(connection, sha256, at)
        if len(self._known) >= _MOST_KNOWN:
            self._known = {name: known for name, known in self._known.items() if at - known < PRECISION}
        self._known[sha256] = at

    def all(self) -> Mapping[str, datetime]:
        """The last use of every artifact, by sha256."""
        with self._database.read() as connection:
            return {row.sha256: row.used_at for row in connection.execute(select(artifacts))}

    def count(self) -> int:
        """How many artifacts are on record."""
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(artifacts)) or 0

    def needed(self) -> set[str]:
        """The sha256 of what deployments serve or can be rolled back to, and of what shared projects were built to."""
        queries = (
            *(select(table.c[name]) for table in (deployments, versions) for name in ("artifact", "assets")),
            select(builds.c.artifact).join(shares, shares.c.project == builds.c.project),
        )
        with self._database.read() as connection:
            found = {sha256 for query in queries for sha256 in connection.scalars(query.distinct())}
        return found - {None}

    def adopt(self, used: Mapping[str, datetime]) -> None:
        """Put on record what is not yet, as used at these times."""
        if not used:
            return
        with self._database.write() as connection:
            present = set(connection.scalars(select(artifacts.c.sha256)))
            rows = [{"sha256": sha256, "used_at": at} for sha256, at in used.items() if sha256 not in present]
            if rows:
                connection.execute(insert(artifacts), rows)

    def forget(self, sha256s: Collection[str], before: datetime) -> None:
        """Take off the record what is lost and was last used before that time."""
        for sha256 in sha256s:
            with self._database.write() as connection:
                lost = delete(artifacts).where(artifacts.c.sha256 == sha256, artifacts.c.used_at < before)
                connection.execute(lost)

    @contextmanager
    def removal(self, sha256: str, before: datetime) -> Iterator[bool]:
        """Whether the artifact may be removed, which must be done within the block.

        It may when nothing needs it and it was last used before that time. Meanwhile nobody can begin to use it: that
        takes a write of the database, and so does this.
        """
        with self._database.write() as connection:
            free = not connection.scalar(select(or_(*_reasons(sha256, before))))
            yield free
            if free:
                connection.execute(delete(artifacts).where(artifacts.c.sha256 == sha256))


def _reasons(sha256: str, before: datetime) -> Iterator[ColumnElement[bool]]:
    yield exists().where(artifacts.c.sha256 == sha256, artifacts.c.used_at >= before)
    for table in (deployments, versions):
        yield exists().where(or_(table.c.artifact == sha256, table.c.assets == sha256))
    yield exists().where(builds.c.artifact == sha256, builds.c.project == shares.c.project)


def _stamp(connection: Connection, sha256: str, at: datetime) -> None:
    change = update(artifacts).where(artifacts.c.sha256 == sha256).values(used_at=at)
    if connection.execute(change).rowcount == 0:
        connection.execute(insert(artifacts).values(sha256=sha256, used_at=at))
