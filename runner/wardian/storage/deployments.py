"""The records of deployments: name, token's hash, what is served, secrets, former versions and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from wardian.model import Deployment, Version
from wardian.storage import served
from wardian.storage.database import Database
from wardian.storage.tables import deployments, kv, receipts, versions

KEPT_VERSIONS = 10
"""The newest versions of a deployment, the present one among them: it can be rolled back to the others."""

_BELONGINGS = (versions, kv, receipts)


class NameTaken(Exception):
    """Another deployment has the name."""


@dataclass(frozen=True, slots=True)
class Record:
    """`secrets` are values by name, for the guest alone; `deployment.grants.secrets` are the names."""

    deployment: Deployment
    token_sha256: str
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


class DeploymentRecords:
    """Calls block; see `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, record: Record, now: datetime) -> None:
        """Raises NameTaken."""
        values = {**_columns(record), "token_sha256": record.token_sha256, "created_at": now}
        try:
            with self._database.write() as connection:
                connection.execute(insert(deployments).values(values))
                _keep_version(connection, record.deployment, now)
        except IntegrityError as error:
            raise NameTaken(record.deployment.name) from error

    def find(self, name: str) -> Record | None:
        """Expired ones are found too, until they are collected."""
        with self._database.read() as connection:
            row = connection.execute(select(deployments).where(deployments.c.name == name)).one_or_none()
        return None if row is None else _record(row)

    def replace(self, record: Record, former_version: int, now: datetime) -> bool:
        """Write all but the token as a new version, if the present one is still the former; says whether it was."""
        deployment = record.deployment
        statement = (
            update(deployments)
            .where(deployments.c.id == deployment.id, deployments.c.version == former_version)
            .values(_columns(record))
        )
        with self._database.write() as connection:
            if connection.execute(statement).rowcount != 1:
                return False
            _keep_version(connection, deployment, now)
            return True

    def renew(self, deployment: Deployment, expires_at: datetime) -> bool:
        """Change its end alone; says whether it was still there."""
        statement = update(deployments).where(deployments.c.id == deployment.id).values(expires_at=expires_at)
        with self._database.write() as connection:
            return connection.execute(statement).rowcount == 1

    def versions(self, deployment: Deployment) -> list[Version]:
        """Those that are kept, newest first."""
        query = select(versions).where(versions.c.deployment == deployment.id).order_by(versions.c.version.desc())
        with self._database.read() as connection:
            return [_version(row) for row in connection.execute(query)]

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


def _keep_version(connection: Connection, deployment: Deployment, now: datetime) -> None:
    values = {
        **served.columns(deployment),
        "deployment": deployment.id,
        "version": deployment.version,
        "created_at": now,
    }
    connection.execute(insert(versions).values(values))
    oldest: ColumnElement[bool] = versions.c.version <= deployment.version - KEPT_VERSIONS
    connection.execute(delete(versions).where(versions.c.deployment == deployment.id, oldest))


def _columns(record: Record) -> dict[str, object]:
    deployment = record.deployment
    return {
        **served.columns(deployment),
        "name": deployment.name,
        "id": deployment.id,
        "version": deployment.version,
        "expires_at": deployment.expires_at,
        "secrets": dict(record.secrets),
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
    return Record(deployment, values["token_sha256"], values["secrets"])


def _version(row: Row[tuple[object, ...]]) -> Version:
    values = row._mapping
    return Version(number=values["version"], created_at=values["created_at"], **served.fields(values))
