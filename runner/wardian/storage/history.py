"""The versions of deployments: what each of them serves and has served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from wardian.model import Deployment, Version
from wardian.storage import served
from wardian.storage.tables import versions

KEPT_VERSIONS = 10
"""The newest versions of a deployment, the present one among them: it can be rolled back to the others."""


def keep(connection: Connection, deployment: Deployment, signature: str, now: datetime) -> None:
    """Write the present version, and forget those that are too old."""
    values = {
        **served.columns(deployment),
        "deployment": deployment.id,
        "version": deployment.version,
        "created_at": now,
        "signature": signature or None,
    }
    connection.execute(insert(versions).values(values))
    oldest: ColumnElement[bool] = versions.c.version <= deployment.version - KEPT_VERSIONS
    connection.execute(delete(versions).where(versions.c.deployment == deployment.id, oldest))


def sign(connection: Connection, deployment: Deployment, signatures: Mapping[int, str]) -> None:
    """`signatures` are by version."""
    for number, signature in signatures.items():
        one = (versions.c.deployment == deployment.id) & (versions.c.version == number)
        connection.execute(update(versions).where(one).values(signature=signature))


def of(connection: Connection, deployment: Deployment) -> list[Version]:
    """Those that are kept, newest first."""
    query = select(versions).where(versions.c.deployment == deployment.id).order_by(versions.c.version.desc())
    return [_version(row) for row in connection.execute(query)]


def _version(row: Row[tuple[object, ...]]) -> Version:
    values = row._mapping
    return Version(
        number=values["version"],
        created_at=values["created_at"],
        signature=values["signature"] or "",
        **served.fields(values),
    )
