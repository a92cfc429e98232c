"""The one schema, for SQLite and PostgreSQL alike. Alembic's migrations make it; a test compares the two."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from wardian.storage.types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

projects = Table(
    "projects",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("language", String(16), nullable=False),
    Column("files", JSON, nullable=False),
    Column("binary", JSON),
)

builds = Table(
    "builds",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("project", String(64), ForeignKey("projects.digest"), nullable=False),
    Column("profile", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("diagnostics", JSON, nullable=False),
    Column("log", Text, nullable=False),
    Column("timings", JSON, nullable=False),
    Column("artifact", String(64)),
    Column("artifact_size", Integer),
    Column("artifact_kind", String(8)),
    Column("stopped_by", String(16)),
    Column("attempt", Integer, nullable=False),
    Column("interruptions", Integer, nullable=False),
    Column("owner", String(32), nullable=False),
    Index(None, "status"),
    Index(None, "project"),
    Index(None, "artifact"),
)

artifacts = Table(
    "artifacts",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("used_at", UtcDateTime, nullable=False),
)

interests = Table(
    "interests",
    metadata,
    Column("build", String(32), primary_key=True),
    Column("client", String(64), primary_key=True),
    Column("hold", String(32), primary_key=True),
)


def _served() -> list[Column[Any]]:
    """What a version serves: a build, or an artifact alone. `assets` is the sha256 of a zip."""
    return [
        Column("build", String(32)),
        Column("language", String(16)),
        Column("artifact", String(64), nullable=False),
        Column("artifact_size", Integer, nullable=False),
        Column("artifact_kind", String(16), nullable=False),
        Column("grants", JSON, nullable=False),
        Column("routes", JSON, nullable=False),
        Column("assets", String(64)),
        Column("assets_size", Integer),
    ]


deployments = Table(
    "deployments",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("token_sha256", String(64), nullable=False),
    *_served(),
    Column("secrets", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("signature", Text),
    Column("client", String(64)),
    Index(None, "expires_at"),
    Index(None, "client"),
)

# The column `deployment` of these holds a deployment's id, never its name.
versions = Table(
    "versions",
    metadata,
    Column("deployment", String(32), primary_key=True),
    Column("version", Integer, primary_key=True),
    *_served(),
    Column("created_at", UtcDateTime, nullable=False),
    Column("signature", Text),
)

# `subject` is a deployment's name or an artifact's sha256; `name` is what was blocked when it was blocked with a name.
blocks = Table(
    "blocks",
    metadata,
    Column("subject", String(64), primary_key=True),
    Column("name", String(64)),
    Column("reason", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

kv = Table(
    "kv",
    metadata,
    Column("deployment", String(32), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("deployment", String(32), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("body", JSON, nullable=False),
    Index(None, "deployment", "id"),
    sqlite_autoincrement=True,
)

shares = Table(
    "shares",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("project", String(64), ForeignKey("projects.digest"), nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
)

# `name` is a keyed hash, see `storage.buckets`. Statements calculate with `full_at`: it is seconds since 1970.
buckets = Table(
    "buckets",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("full_at", Double, nullable=False),
)
