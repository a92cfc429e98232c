"""The records of deployments: name, token's hash, what is served, secrets, former versions and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from wardian.model import Deployment, Version
from wardian.storage import history, served
from wardian.storage.database import Database
from wardian.storage.holdings import UNLIMITED, Quota
from wardian.storage.tables import blocks, deployments, kv, receipts, versions

_BELONGINGS = (versions, kv, receipts)


class NameTaken(Exception):
    """Another deployment has the name."""


@dataclass(frozen=True, slots=True)
class Record:
    """`secrets` are values by name, for the guest alone; `deployment.grants.secrets` are the names.

    `signature` is that of the whole, `version_signature` that of the version that is written with it, which is not read
    again here. `blocked` is the operator's reason why it is not served. `client` is who deployed it first.
    """

    deployment: Deployment
    token_sha256: str
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    signature: str = ""
    version_signature: str = ""
    blocked: str | None = None
    client: str = ""


class DeploymentRecords:
    """Calls block; see `Database`."""

    def __init__(self, database: Database, quota: Quota = UNLIMITED) -> None:
        """`quota` is what the deployments of one client may take."""
        self._database = database
        self._quota = quota

    def add(self, record: Record, now: datetime) -> None:
        """Raises NameTaken, QuotaReached."""
        values = {
            **_columns(record),
            "token_sha256": record.token_sha256,
            "created_at": now,
            "client": record.client or None,
        }
        try:
            with self._database.write() as connection:
                connection.execute(insert(deployments).values(values))
                history.keep(connection, record.deployment, record.version_signature, now)
                self._quota.check(connection, record.client, now)
        except IntegrityError as error:
            raise NameTaken(record.deployment.name) from error

    def find(self, name: str) -> Record | None:
        """Expired ones are found too, until they are collected."""
        with self._database.read() as connection:
            row = connection.execute(_WITH_BLOCK.where(deployments.c.name == name)).one_or_none()
        return None if row is None else _record(row)

    def all(self) -> list[Record]:
        """By name, expired ones too."""
        with self._database.read() as connection:
            return [_record(row) for row in connection.execute(_WITH_BLOCK.order_by(deployments.c.name))]

    def sign(self, record: Record, versions_signatures: Mapping[int, str]) -> None:
        """Write its signature and those of versions by number, unless the deployment has been changed meanwhile."""
        deployment = record.deployment
        same = (deployments.c.id == deployment.id) & (deployments.c.version == deployment.version)
        with self._database.write() as connection:
            if connection.execute(update(deployments).where(same).values(signature=record.signature)).rowcount != 1:
                return
            history.sign(connection, deployment, versions_signatures)

    def replace(self, record: Record, former_version: int, now: datetime) -> bool:
        """Write all but the token as a new version, if the present one is still the former; says whether it was.

        Raises QuotaReached.
        """
        deployment = record.deployment
        statement = (
            update(deployments)
            .where(deployments.c.id == deployment.id, deployments.c.version == former_version)
            .values(_columns(record))
        )
        with self._database.write() as connection:
            if connection.execute(statement).rowcount != 1:
                return False
            history.keep(connection, record.deployment, record.version_signature, now)
            self._quota.check(connection, record.client, now)
            return True

    def renew(self, deployment: Deployment, expires_at: datetime) -> bool:
        """Change its end alone; says whether it was still there. Raises QuotaReached: it may be revived."""
        mine = deployments.c.id == deployment.id
        with self._database.write() as connection:
            if connection.execute(update(deployments).where(mine).values(expires_at=expires_at)).rowcount != 1:
                return False
            client = connection.scalar(select(deployments.c.client).where(mine))
            self._quota.check(connection, client or "", datetime.now(UTC))
            return True

    def versions(self, deployment: Deployment) -> list[Version]:
        """Those that are kept, newest first."""
        with self._database.read() as connection:
            return history.of(connection, deployment)

    def remove(self, deployment: Deployment) -> None:
        """With all that belongs to it."""
        with self._database.write() as connection:
            connection.execute(delete(deployments).where(deployments.c.id == deployment.id))
            for table in _BELONGINGS:
                connection.execute(delete(table).where(table.c.deployment == deployment.id))

    def remove_expired(self, before: datetime) -> int:
        """How many there were that expired before that time. What removed ones left behind goes too."""
        with self._database.write() as connection:
            expired = connection.execute(delete(deployments).where(deployments.c.expires_at < before)).rowcount
            for table in _BELONGINGS:
                connection.execute(delete(table).where(table.c.deployment.not_in(select(deployments.c.id))))
            return expired

    def artifacts(self) -> set[str]:
        """The sha256 of every program that a kept version names."""
        with self._database.read() as connection:
            return set(connection.scalars(select(versions.c.artifact).distinct()))


_BLOCK = (
    select(blocks.c.reason)
    .where(blocks.c.subject.in_([deployments.c.name, deployments.c.artifact, deployments.c.assets]))
    .order_by(blocks.c.subject)
    .limit(1)
    .scalar_subquery()
)
_WITH_BLOCK = select(deployments, _BLOCK.label("blocked"))


def _columns(record: Record) -> dict[str, object]:
    deployment = record.deployment
    return {
        **served.columns(deployment),
        "name": deployment.name,
        "id": deployment.id,
        "version": deployment.version,
        "expires_at": deployment.expires_at,
        "secrets": dict(record.secrets),
        "signature": record.signature or None,
    }


def _record(row: Row[tuple[object, ...]]) -> Record:
    values = row._mapping
    deployment = Deployment(
        name=values["name"],
        id=values["id"],
        version=values["version"],
        expires_at=values["expires_at"],
        **served.fields(values, values["secrets"]),
    )
    return Record(
        deployment,
        values["token_sha256"],
        values["secrets"],
        signature=values["signature"] or "",
        blocked=values["blocked"],
        client=values["client"] or "",
    )
