"""Builds that are asked for: a record and an interest for each, and a place in a queue for those that must be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from wardian.errors import WardianError
from wardian.model import Build, Profile, Project, Status
from wardian.storage import interests, news, projects
from wardian.storage.interests import Interest
from wardian.storage.records import Record, find_all
from wardian.storage.tables import builds

AGAIN = update(builds).where(builds.c.id == bindparam("build"))
_INSERT = insert(builds)
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """A build that somebody asks for; `again` says that a final one is to be made anew."""

    build: str
    project: Project
    profile: Profile
    interest: Interest
    again: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """`mine` says that it was put to QUEUED just now: true for exactly one of those who ask at once."""

    record: Record
    mine: bool


Enter = Callable[[Connection, Sequence[Wanted]], Mapping[str, WardianError]]
"""Puts builds into a queue, and says why some were not let in."""


def nowhere(connection: Connection, due: Sequence[Wanted]) -> Mapping[str, WardianError]:
    return {}


def claim_all(
    connection: Connection, wanted: Sequence[Wanted], owner: str, enter: Enter
) -> list[Claimed | WardianError]:
    """What became of each, in their order; nothing is kept of what `enter` does not let in.

    A build is put to QUEUED when there is none yet, when what ended the last try was not the program, or when a final
    one is to be made again. `owner` is the process that then builds it, or `enter` puts it into a queue in the same
    transaction, which must be a writing one.
    """
    found = {record.build.id: record for record in find_all(connection, [one.build for one in wanted])}
    due = [one for one in wanted if _is_due(found.get(one.build), again=one.again)]
    refused = enter(connection, due) if due else {}
    entered = [one for one in due if one.build not in refused]
    queued = {one.build: _queued(one, found.get(one.build)) for one in entered}
    _keep(connection, [one for one in entered if one.build not in found], queued, owner)
    for one in entered:
        if one.build in found:
            interests.forget(connection, one.build)
            connection.execute(AGAIN, {"build": one.build, **_values(queued[one.build], owner)})
    joined = [one for one in wanted if one.build in found and not found[one.build].build.status.ended]
    interests.add_all(connection, [(one.build, one.interest) for one in (*entered, *joined)])
    news.tell_queued(connection, {build: record.attempt for build, record in queued.items()})
    return [
        refused.get(one.build) or Claimed(queued.get(one.build) or found[one.build], one.build in queued)
        for one in wanted
    ]


def _is_due(record: Record | None, *, again: bool) -> bool:
    return record is None or (record.build.status.ended and (again or not record.final))


def _queued(wanted: Wanted, former: Record | None) -> Record:
    build = Build(wanted.build, Status.QUEUED, wanted.project.language, wanted.profile)
    return Record(build, None, 1 if former is None else former.attempt + 1)


def _keep(connection: Connection, new: Sequence[Wanted], queued: Mapping[str, Record], owner: str) -> None:
    if not new:
        return
    names = projects.keep_all(connection, [one.project for one in new])
    rows = [
        {"id": one.build, "project": name, "profile": one.profile, **_values(queued[one.build], owner)}
        for one, name in zip(new, names, strict=True)
    ]
    connection.execute(_INSERT, rows)


def _values(record: Record, owner: str) -> dict[str, Any]:
    return {**_UNTOUCHED, "created_at": datetime.now(UTC), "owner": owner, "attempt": record.attempt}
