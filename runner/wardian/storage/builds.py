"""Build records: what was asked, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from wardian.errors import WardianError
from wardian.model import Diagnostic, Profile, Project, Status
from wardian.storage import claims, news, outcomes
from wardian.storage import interests as stored_interests
from wardian.storage import projects as stored_projects
from wardian.storage.claims import AGAIN, Claimed, Enter, Wanted
from wardian.storage.database import Database
from wardian.storage.interests import UNFINISHED, Interest
from wardian.storage.outcomes import Outcome
from wardian.storage.records import Record, find_all
from wardian.storage.tables import builds, projects

_SOURCE = (
    select(*stored_projects.COLUMNS, builds.c.profile)
    .join_from(builds, projects)
    .where(builds.c.id == bindparam("build"))
)
_BEGIN = AGAIN.where(builds.c.status == Status.QUEUED).values(status=Status.BUILDING).returning(builds.c.attempt)
_CHANGE = AGAIN.where(builds.c.attempt == bindparam("of_attempt"), builds.c.status.in_(UNFINISHED))
"""Statements are made once: that takes SQLAlchemy longer than the database needs to carry them out."""


class BuildRecords:
    """Calls block: asyncio code makes them in a worker thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queued(self) -> tuple[int, datetime | None]:
        """How many wait on all machines, and since when the oldest does."""
        waiting = select(func.count(), func.min(builds.c.created_at)).where(builds.c.status == Status.QUEUED)
        with self._database.read() as connection:
            count, oldest = connection.execute(waiting).one()
        return count, oldest

    def find(self, build: str) -> Record | None:
        with self._database.read() as connection:
            return next(iter(find_all(connection, [build])), None)

    def source(self, build: str) -> tuple[Project, Profile]:
        """What to build. Raises LookupError when there is no such build."""
        with self._database.read() as connection:
            return _source(connection, build)

    def claim(
        self,
        build: str,
        project: Project,
        profile: Profile,
        interest: Interest,
        owner: str,
        enter: Enter = claims.nowhere,
        *,
        again: bool = False,
    ) -> tuple[Record, bool]:
        """As `claim_all`, of one build."""
        (claimed,) = self.claim_all([Wanted(build, project, profile, interest, again)], owner, enter)
        if isinstance(claimed, WardianError):
            raise claimed
        return claimed.record, claimed.mine

    def claim_all(
        self, wanted: Sequence[Wanted], owner: str, enter: Enter = claims.nowhere
    ) -> list[Claimed | WardianError]:
        """What became of each: see `claims`. No build may be among them twice."""
        with self._database.write() as connection:
            return claims.claim_all(connection, wanted, owner, enter)

    def start(self, build: str, attempt: int) -> tuple[Project, Profile] | None:
        """What to build; None when the build has ended, as a cancelled one has."""
        with self._database.write() as connection:
            if not _change(connection, build, attempt, {"status": Status.BUILDING}):
                return None
            return _source(connection, build)

    def begin(self, build: str) -> tuple[int, Project, Profile] | None:
        """The attempt, and what to build, put from QUEUED to BUILDING; None when that is not for the caller to do."""
        with self._database.write("") as connection:
            attempt = connection.scalar(_BEGIN, {"build": build})
            if attempt is None:
                return None
            news.tell_status(connection, build, attempt, Status.BUILDING)
            return attempt, *_source(connection, build)

    def said(self, build: str, attempt: int, log: str, found: Collection[Diagnostic]) -> None:
        """All that the compiler has said so far. Nothing changes if the attempt has ended."""
        values = {"log": log, "diagnostics": [asdict(diagnostic) for diagnostic in found]}
        with self._database.write("") as connection:
            if _change(connection, build, attempt, values):
                news.tell(connection, build)

    def end(self, build: str, attempt: int, outcome: Outcome) -> bool:
        """Whether this attempt had not ended yet; if it had, nothing changes."""
        with self._database.write("") as connection:
            if not _change(connection, build, attempt, outcomes.columns(outcome)):
                return False
            stored_interests.forget(connection, build)
            news.tell_end(connection, build, attempt, outcome)
            return True

    def some(self, ids: Collection[str]) -> list[Record]:
        """The records of these builds, as far as there are any."""
        with self._database.read() as connection:
            return find_all(connection, ids)

    def states(self, ids: Collection[str]) -> dict[str, tuple[Status, int]]:
        """The status and the attempt of each of these builds."""
        query = select(builds.c.id, builds.c.status, builds.c.attempt).where(builds.c.id.in_(ids))
        with self._database.read() as connection:
            return {row.id: (Status(row.status), row.attempt) for row in connection.execute(query)}


def _change(connection: Connection, build: str, attempt: int, values: dict[str, Any]) -> bool:
    return connection.execute(_CHANGE, {"build": build, "of_attempt": attempt, **values}).rowcount == 1


def _source(connection: Connection, build: str) -> tuple[Project, Profile]:
    row = connection.execute(_SOURCE, {"build": build}).first()
    if row is None:
        raise LookupError(build)
    return stored_projects.from_row(row), Profile(row.profile)
