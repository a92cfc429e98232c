"""What the living deployments of one client take, and how much that may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, union

from wardian.errors import QuotaReached
from wardian.storage.tables import deployments, versions
from wardian.units import size


@dataclass(frozen=True, slots=True)
class Holdings:
    """`bytes` are those of programs and assets, each counted once, of all versions that are kept."""

    deployments: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Quota:
    """What one client may hold; 0 is no limit."""

    deployments: int = 0
    bytes: int = 0

    def check(self, connection: Connection, client: str, now: datetime) -> None:
        """To be asked in the transaction that has added something, which this undoes. Raises QuotaReached."""
        if not client or self == UNLIMITED:
            return
        held = of_client(connection, client, now)
        if 0 < self.deployments < held.deployments:
            raise QuotaReached(
                f"Your internet address has as many deployments as this server allows, {self.deployments} "
                "(WARDIAN_CLIENT_DEPLOYMENTS). Delete one, or wait until one has expired."
            )
        if 0 < self.bytes < held.bytes:
            raise QuotaReached(
                f"All deployments of your internet address together would take {size(held.bytes)}, and this server "
                f"allows {size(self.bytes)} (WARDIAN_CLIENT_BYTES). Delete one, or wait until one has expired."
            )


UNLIMITED = Quota()


def of_client(connection: Connection, client: str, now: datetime) -> Holdings:
    mine = (deployments.c.client == client) & (deployments.c.expires_at > now)
    belong = versions.c.deployment == deployments.c.id
    programs = select(versions.c.artifact, versions.c.artifact_size).join(deployments, belong).where(mine)
    assets = (
        select(versions.c.assets, versions.c.assets_size)
        .join(deployments, belong)
        .where(mine, versions.c.assets.is_not(None))
    )
    kept = union(programs, assets).subquery()
    count = connection.scalar(select(func.count()).select_from(deployments).where(mine))
    total = connection.scalar(select(func.sum(kept.c.artifact_size)))
    return Holdings(count or 0, int(total or 0))
