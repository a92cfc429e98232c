"""What the database keeps of a build, read from its rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from wardian.model import Build, Language, Profile, Status
from wardian.storage import outcomes
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
    outcome = outcomes.from_columns(row._mapping)
    build = Build(row.id, outcome.status, Language(row.language), Profile(row.profile))
    return Record(outcome.of(build), outcome.stopped_by, row.attempt)
