"""Projects by their digest: builds and shares refer to them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from wardian import digest
from wardian.model import Language, Project
from wardian.storage.tables import projects

_KNOWN = select(projects.c.digest).where(projects.c.digest == bindparam("name"))
_INSERT = insert(projects)


def keep(connection: Connection, project: Project) -> str:
    """Make sure the project is there; answers its digest. The connection must be a writing one."""
    name = digest.of_project(project)
    if connection.execute(_KNOWN, {"name": name}).first() is None:
        connection.execute(_INSERT, {"digest": name, "language": project.language, "files": dict(project.files)})
    return name


def from_row(row: Row[*tuple[Any, ...]]) -> Project:
    """A project from its `language` and `files` columns."""
    return Project(Language(row.language), row.files)
