"""Shared projects under short names made from their content."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from wardian.model import Project
from wardian.storage import projects as stored_projects
from wardian.storage.database import Database
from wardian.storage.tables import projects, shares

SHORTEST = 10
"""Characters of the shortest name: 50 bits of the project's digest."""


class Shares:
    """Calls block: asyncio code makes them in a worker thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, project: Project) -> tuple[str, bool]:
        """The project's share id, and whether it is new. The same project has the same id for ever."""
        with self._database.write() as connection:
            digest = stored_projects.keep(connection, project)
            present = connection.scalar(select(shares.c.id).where(shares.c.project == digest))
            if present is not None:
                return present, False
            share = _shortest_free(connection, digest)
            connection.execute(insert(shares).values(id=share, project=digest, created_at=datetime.now(UTC)))
            return share, True

    def find(self, share: str) -> Project | None:
        query = select(*stored_projects.COLUMNS).join_from(shares, projects).where(shares.c.id == share)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else stored_projects.from_row(row)


def _shortest_free(connection: Connection, digest: str) -> str:
    name = base64.b32encode(bytes.fromhex(digest)).decode().rstrip("=").lower()
    prefixes = [name[:length] for length in range(SHORTEST, len(name) + 1)]
    taken = set(connection.scalars(select(shares.c.id).where(shares.c.id.in_(prefixes))))
    return next(prefix for prefix in prefixes if prefix not in taken)
