"""The records of deployments: name, token's hash, artifact, version and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from wardian.model import Artifact, ArtifactKind, Deployment, Language
from wardian.storage.database import Database
from wardian.storage.tables import deployments


class NameTaken(Exception):
    """Another deployment has the name."""


@dataclass(frozen=True, slots=True)
class Record:
    deployment: Deployment
    token_sha256: str


class DeploymentRecords:
    """Calls block; see `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, record: Record, now: datetime) -> None:
        """Raises NameTaken."""
        values = {**_columns(record.deployment), "token_sha256": record.token_sha256, "created_at": now}
        try:
            with self._database.write() as connection:
                connection.execute(insert(deployments).values(values))
        except IntegrityError as error:
            raise NameTaken(record.deployment.name) from error

    def find(self, name: str) -> Record | None:
        """Expired ones are found too, until they are collected."""
        with self._database.read() as connection:
            row = connection.execute(select(deployments).where(deployments.c.name == name)).one_or_none()
        return None if row is None else _record(row)

    def replace(self, deployment: Deployment, former_version: int) -> bool:
        """Write all but the token, if the version is still the former one; says whether it was."""
        statement = (
            update(deployments)
            .where(deployments.c.name == deployment.name, deployments.c.version == former_version)
            .values(_columns(deployment))
        )
        with self._database.write() as connection:
            return connection.execute(statement).rowcount == 1

    def remove(self, name: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(deployments).where(deployments.c.name == name))

    def remove_expired(self, before: datetime) -> int:
        """How many there were that expired before that time."""
        with self._database.write() as connection:
            return connection.execute(delete(deployments).where(deployments.c.expires_at < before)).rowcount

    def artifacts(self) -> set[str]:
        """The sha256 of every module that a deployment still names."""
        with self._database.read() as connection:
            return set(connection.execute(select(deployments.c.artifact).distinct()).scalars())


def _columns(deployment: Deployment) -> dict[str, object]:
    return {
        "name": deployment.name,
        "build": deployment.build,
        "language": deployment.language,
        "artifact": deployment.artifact.sha256,
        "artifact_size": deployment.artifact.size,
        "artifact_kind": deployment.artifact.kind,
        "version": deployment.version,
        "expires_at": deployment.expires_at,
    }


def _record(row: Row[tuple[object, ...]]) -> Record:
    values = row._mapping
    return Record(
        Deployment(
            name=values["name"],
            build=values["build"],
            artifact=Artifact(values["artifact"], values["artifact_size"], ArtifactKind(values["artifact_kind"])),
            language=Language(values["language"]),
            version=values["version"],
            expires_at=values["expires_at"],
        ),
        values["token_sha256"],
    )
