"""Build records: what was asked, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from wardian.model import (
    Artifact,
    ArtifactKind,
    Build,
    Diagnostic,
    Language,
    Profile,
    Project,
    Status,
)
from wardian.storage import diagnostics
from wardian.storage import interests as stored_interests
from wardian.storage import projects as stored_projects
from wardian.storage.database import Database
from wardian.storage.interests import UNFINISHED, Interest
from wardian.storage.tables import builds, projects

_UNTOUCHED: dict[str, Any] = {
    "status": Status.QUEUED,
    "diagnostics": [],
    "log": "",
    "timings": {},
    "artifact": None,
    "artifact_size": None,
    "artifact_kind": None,
    "stopped_by": None,
    "interruptions": 0,
}

_FIND = select(builds, projects.c.language).join_from(builds, projects).where(builds.c.id == bindparam("build"))
_SOURCE = (
    select(projects.c.language, projects.c.files, builds.c.profile)
    .join_from(builds, projects)
    .where(builds.c.id == bindparam("build"))
)
_INSERT = insert(builds)
_AGAIN = update(builds).where(builds.c.id == bindparam("build"))
_CHANGE = _AGAIN.where(builds.c.attempt == bindparam("of_attempt"), builds.c.status.in_(UNFINISHED))
"""Statements are made once: that takes SQLAlchemy longer than the database needs to carry them out."""


@dataclass(frozen=True, slots=True)
class Record:
    """`stopped_by` is what ended the build from outside, when something did: its result is then not the program's.

    `attempt` counts how often it was put into a queue.
    """

    build: Build
    stopped_by: str | None
    attempt: int

    @property
    def final(self) -> bool:
        """Whether building the same again would only give the same."""
        return self.build.status in (Status.SUCCEEDED, Status.FAILED) and self.stopped_by is None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended. `timings` are in milliseconds by stage."""

    status: Status
    diagnostics: tuple[Diagnostic, ...] = ()
    log: str = ""
    artifact: Artifact | None = None
    timings: Mapping[str, float] | None = None
    stopped_by: str | None = None

    def of(self, build: Build) -> Build:
        """That build, having ended so."""
        return replace(
            build,
            status=self.status,
            position=None,
            wait=None,
            diagnostics=self.diagnostics,
            log=self.log,
            artifact=self.artifact,
            timings=dict(self.timings or {}),
        )


class BuildRecords:
    """Calls block: asyncio code makes them in a worker thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, build: str) -> Record | None:
        with self._database.read() as connection:
            return _find(connection, build)

    def source(self, build: str) -> tuple[Project, Profile]:
        """What to build. Raises LookupError when there is no such build."""
        with self._database.read() as connection:
            return _source(connection, build)

    def claim(
        self, build: str, project: Project, profile: Profile, interest: Interest, owner: str, *, again: bool = False
    ) -> tuple[Record, bool]:
        """The record, and whether it was put to QUEUED just now: true for exactly one of those who ask at once.

        It is when there is none yet, when what ended the last try was not the program, or when a final one
        is to be made `again`. `owner` is the process that then builds it.
        """
        with self._database.write() as connection:
            record = _find(connection, build)
            if record is not None and record.final and not again:
                return record, False
            stored_interests.add(connection, build, interest)
            if record is not None and not record.build.status.ended:
                return record, False
            attempt = 1 if record is None else record.attempt + 1
            values = {**_UNTOUCHED, "created_at": datetime.now(UTC), "owner": owner, "attempt": attempt}
            if record is None:
                project_digest = stored_projects.keep(connection, project)
                connection.execute(_INSERT, {"id": build, "project": project_digest, "profile": profile, **values})
            else:
                connection.execute(_AGAIN, {"build": build, **values})
        return Record(Build(build, Status.QUEUED, project.language, profile), None, attempt), True

    def start(self, build: str, attempt: int) -> tuple[Project, Profile] | None:
        """What to build; None when the build has ended, as a cancelled one has."""
        with self._database.write() as connection:
            if not _change(connection, build, attempt, {"status": Status.BUILDING}):
                return None
            return _source(connection, build)

    def end(self, build: str, attempt: int, outcome: Outcome) -> bool:
        """Whether this attempt had not ended yet; if it had, nothing changes."""
        artifact = outcome.artifact
        values = {
            "status": outcome.status,
            "diagnostics": [asdict(diagnostic) for diagnostic in outcome.diagnostics],
            "log": outcome.log,
            "timings": dict(outcome.timings or {}),
            "artifact": artifact and artifact.sha256,
            "artifact_size": artifact and artifact.size,
            "artifact_kind": artifact and artifact.kind,
            "stopped_by": outcome.stopped_by,
        }
        with self._database.write() as connection:
            if not _change(connection, build, attempt, values):
                return False
            stored_interests.forget(connection, build)
            return True

    def states(self, ids: Collection[str]) -> dict[str, tuple[Status, int]]:
        """The status and the attempt of each of these builds."""
        query = select(builds.c.id, builds.c.status, builds.c.attempt).where(builds.c.id.in_(ids))
        with self._database.read() as connection:
            return {row.id: (Status(row.status), row.attempt) for row in connection.execute(query)}


def _change(connection: Connection, build: str, attempt: int, values: dict[str, Any]) -> bool:
    return connection.execute(_CHANGE, {"build": build, "of_attempt": attempt, **values}).rowcount == 1


def _find(connection: Connection, build: str) -> Record | None:
    row = connection.execute(_FIND, {"build": build}).first()
    return None if row is None else record_of(row)


def _source(connection: Connection, build: str) -> tuple[Project, Profile]:
    row = connection.execute(_SOURCE, {"build": build}).first()
    if row is None:
        raise LookupError(build)
    return stored_projects.from_row(row), Profile(row.profile)


def record_of(row: Row[Any]) -> Record:
    """Of a build's columns and its project's language."""
    return Record(_build(row), row.stopped_by, row.attempt)


def _build(row: Row[Any]) -> Build:
    return Build(
        id=row.id,
        status=Status(row.status),
        language=Language(row.language),
        profile=Profile(row.profile),
        diagnostics=tuple(diagnostics.from_json(item) for item in row.diagnostics),
        log=row.log,
        artifact=_artifact(row),
        timings=row.timings,
    )


def _artifact(row: Row[Any]) -> Artifact | None:
    if row.artifact is None:
        return None
    return Artifact(row.artifact, row.artifact_size, ArtifactKind(row.artifact_kind))
