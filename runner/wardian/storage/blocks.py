"""What the operator has taken off the edge: names, and artifacts under any name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from wardian.storage.database import Database
from wardian.storage.tables import blocks, deployments


@dataclass(frozen=True, slots=True)
class Block:
    """`subject` is a name or a sha256; `name` is what was blocked when it was blocked with a name."""

    subject: str
    reason: str
    created_at: datetime
    name: str | None = None


class Blocks:
    """Calls block; see `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def block_name(self, name: str, reason: str, now: datetime) -> list[str]:
        """Block it with what it serves, program and assets; says what is blocked now.

        What is blocked by its digest already stays so, whatever becomes of the name.
        """
        with self._database.write() as connection:
            served = select(deployments.c.artifact, deployments.c.assets).where(deployments.c.name == name)
            found = connection.execute(served).one_or_none()
            subjects = [name, *(sha256 for sha256 in found or () if sha256 is not None)]
            mine = blocks.c.name.is_not(None) | (blocks.c.subject == name)
            connection.execute(delete(blocks).where(blocks.c.subject.in_(subjects), mine))
            stay = set(connection.scalars(select(blocks.c.subject).where(blocks.c.subject.in_(subjects))))
            rows = [
                {"subject": subject, "name": name, "reason": reason, "created_at": now}
                for subject in subjects
                if subject not in stay
            ]
            connection.execute(insert(blocks), rows)
        return subjects

    def block_digest(self, sha256: str, reason: str, now: datetime) -> list[str]:
        """Block it under all names; says which serve it."""
        with self._database.write() as connection:
            connection.execute(delete(blocks).where(blocks.c.subject == sha256))
            connection.execute(insert(blocks).values(subject=sha256, reason=reason, created_at=now))
            serves = (deployments.c.artifact == sha256) | (deployments.c.assets == sha256)
            return list(connection.scalars(select(deployments.c.name).where(serves).order_by(deployments.c.name)))

    def unblock(self, subject: str) -> list[str]:
        """A sha256, or a name with all that was blocked with it; says what it was."""
        mine = (blocks.c.subject == subject) | (blocks.c.name == subject)
        with self._database.write() as connection:
            freed = list(connection.scalars(select(blocks.c.subject).where(mine).order_by(blocks.c.subject)))
            connection.execute(delete(blocks).where(mine))
        return freed

    def all(self) -> list[Block]:
        """Newest first."""
        query = select(blocks).order_by(blocks.c.created_at.desc(), blocks.c.subject)
        with self._database.read() as connection:
            return [Block(row.subject, row.reason, row.created_at, row.name) for row in connection.execute(query)]

    def reason(self, subjects: Iterable[str]) -> str | None:
        """Why one of them is blocked, None when none is."""
        query = select(blocks.c.reason).where(blocks.c.subject.in_(list(subjects))).order_by(blocks.c.subject).limit(1)
        with self._database.read() as connection:
            reason: str | None = connection.scalar(query)
        return reason
