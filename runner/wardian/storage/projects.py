"""Projects by their digest: builds and shares refer to them."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from wardian import digest
from wardian.model import Language, Project
from wardian.storage.tables import projects

_KNOWN = select(projects.c.digest).where(projects.c.digest.in_(bindparam("names", expanding=True)))
_INSERT = insert(projects)
COLUMNS = (projects.c.language, projects.c.files, projects.c.binary)


def keep(connection: Connection, project: Project) -> str:
    """Make sure the project is there; answers its digest. The connection must be a writing one."""
    (name,) = keep_all(connection, [project])
    return name


def keep_all(connection: Connection, kept: Sequence[Project]) -> list[str]:
    """As `keep`, in their order."""
    names = [digest.of_project(project) for project in kept]
    missing = dict(zip(names, kept, strict=True))
    for known in connection.scalars(_KNOWN, {"names": names}):
        del missing[known]
    if missing:
        connection.execute(_INSERT, [_row(name, project) for name, project in missing.items()])
    return names


def _row(name: str, project: Project) -> dict[str, Any]:
    binary = {path: base64.b64encode(data).decode() for path, data in project.binary.items()}
    return {"digest": name, "language": project.language, "files": dict(project.files), "binary": binary or None}


def from_row(row: Row[*tuple[Any, ...]]) -> Project:
    """A project from its COLUMNS."""
    binary = {path: base64.b64decode(data) for path, data in (row.binary or {}).items()}
    return Project(Language(row.language), row.files, binary)
