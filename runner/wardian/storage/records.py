"""What the database keeps of a build, read from its rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from wardian.model import Artifact, ArtifactKind, Build, Language, Profile, Status
from wardian.storage import diagnostics
from wardian.storage.tables import builds, projects

_FIND = (
    select(builds, projects.c.language)
    .join_from(builds, projects)
    .where(builds.c.id.in_(bindparam("ids", expanding=True)))
)
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


def find_all(connection: Connection, ids: Collection[str]) -> list[Record]:
    """As far as there are any."""
    return [record_of(row) for row in connection.execute(_FIND, {"ids": list(ids)})]


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
