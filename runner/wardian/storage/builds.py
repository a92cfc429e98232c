"""Build records: what was asked, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from wardian.model import (
    Artifact,
    ArtifactKind,
    Build,
    Diagnostic,
    Edit,
    Fix,
    Language,
    Profile,
    Project,
    Severity,
    Status,
)
from wardian.storage import projects as stored_projects
from wardian.storage.database import Database
from wardian.storage.tables import builds, projects

_UNFINISHED = (Status.QUEUED, Status.BUILDING)
_UNTOUCHED: dict[str, Any] = {
    "status": Status.QUEUED,
    "diagnostics": [],
    "log": "",
    "timings": {},
    "artifact": None,
    "artifact_size": None,
    "artifact_kind": None,
    "stopped_by": None,
}


@dataclass(frozen=True, slots=True)
class Record:
    """`stopped_by` is what ended the build from outside, when something did: its result is then not the program's."""

    build: Build
    stopped_by: str | None

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


class BuildRecords:
    """Calls block: asyncio code makes them in a worker thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, build: str) -> Record | None:
        with self._database.read() as connection:
            return _find(connection, build)

    def source(self, build: str) -> tuple[Project, Profile]:
        """What to build. Raises LookupError when there is no such build."""
        query = (
            select(projects.c.language, projects.c.files, builds.c.profile)
            .join_from(builds, projects)
            .where(builds.c.id == build)
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise LookupError(build)
        return stored_projects.from_row(row), Profile(row.profile)

    def claim(self, build: str, project: Project, profile: Profile, *, again: bool = False) -> tuple[Record, bool]:
        """The record, and whether it was put to QUEUED just now: true for exactly one of those who ask at once.

        It is when there is none yet, when what ended the last try was not the program, or when a final one
        is to be made `again`.
        """
        with self._database.write() as connection:
            record = _find(connection, build)
            if record is None:
                self._insert(connection, build, project, profile)
            elif not record.build.status.ended or (record.final and not again):
                return record, False
            else:
                values = {**_UNTOUCHED, "created_at": datetime.now(UTC)}
                connection.execute(update(builds).where(builds.c.id == build).values(values))
        return Record(Build(build, Status.QUEUED, project.language, profile), None), True

    def start(self, build: str) -> bool:
        """Whether the build had not ended, as a cancelled one has."""
        return self._change(build, {"status": Status.BUILDING})

    def end(self, build: str, outcome: Outcome) -> bool:
        """Whether the build had not ended yet; if it had, nothing changes."""
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
        return self._change(build, values)

    def unfinished(self) -> list[str]:
        """The builds that were acknowledged and have not ended, oldest first."""
        query = select(builds.c.id).where(builds.c.status.in_(_UNFINISHED)).order_by(builds.c.created_at)
        with self._database.read() as connection:
            return list(connection.scalars(query))

    def requeue(self) -> list[str]:
        """Put what a process that is gone was building back to QUEUED; answers `unfinished`."""
        with self._database.write() as connection:
            connection.execute(update(builds).where(builds.c.status == Status.BUILDING).values(status=Status.QUEUED))
        return self.unfinished()

    def _insert(self, connection: Connection, build: str, project: Project, profile: Profile) -> None:
        values = {
            **_UNTOUCHED,
            "id": build,
            "project": stored_projects.keep(connection, project),
            "profile": profile,
            "created_at": datetime.now(UTC),
        }
        connection.execute(insert(builds).values(values))

    def _change(self, build: str, values: dict[str, Any]) -> bool:
        change = update(builds).where(builds.c.id == build, builds.c.status.in_(_UNFINISHED)).values(values)
        with self._database.write() as connection:
            return connection.execute(change).rowcount == 1


def _find(connection: Connection, build: str) -> Record | None:
    query = select(builds, projects.c.language).join_from(builds, projects).where(builds.c.id == build)
    row = connection.execute(query).first()
    return None if row is None else Record(_build(row), row.stopped_by)


def _build(row: Row[Any]) -> Build:
    return Build(
        id=row.id,
        status=Status(row.status),
        language=Language(row.language),
        profile=Profile(row.profile),
        diagnostics=tuple(_diagnostic(item) for item in row.diagnostics),
        log=row.log,
        artifact=_artifact(row),
        timings=row.timings,
    )


def _artifact(row: Row[Any]) -> Artifact | None:
    if row.artifact is None:
        return None
    return Artifact(row.artifact, row.artifact_size, ArtifactKind(row.artifact_kind))


def _diagnostic(item: dict[str, Any]) -> Diagnostic:
    fixes = tuple(Fix(fix["message"], tuple(Edit(**edit) for edit in fix["edits"])) for fix in item["fixes"])
    return Diagnostic(**{**item, "severity": Severity(item["severity"]), "fixes": fixes})
