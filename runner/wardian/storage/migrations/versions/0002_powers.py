"""Grants, routes, assets and secrets of deployments; their versions, keys and receipts."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SERVED = ("build", "language", "artifact", "artifact_size", "artifact_kind", "grants", "routes")


def upgrade() -> None:
    with op.batch_alter_table("deployments") as table:
        table.add_column(sa.Column("id", sa.String(32), nullable=True))
        table.add_column(sa.Column("grants", sa.JSON(), nullable=True))
        table.add_column(sa.Column("routes", sa.JSON(), nullable=True))
        table.add_column(sa.Column("assets", sa.String(64), nullable=True))
        table.add_column(sa.Column("assets_size", sa.Integer(), nullable=True))
        table.add_column(sa.Column("secrets", sa.JSON(), nullable=True))
    _fill()
    with op.batch_alter_table("deployments") as table:
        table.alter_column("id", existing_type=sa.String(32), nullable=False)
        for column in ("grants", "routes", "secrets"):
            table.alter_column(column, existing_type=sa.JSON(), nullable=False)
        table.alter_column("build", existing_type=sa.String(32), nullable=True)
        table.alter_column("language", existing_type=sa.String(16), nullable=True)
        table.alter_column("artifact_kind", existing_type=sa.String(8), type_=sa.String(16), existing_nullable=False)
        table.create_unique_constraint(op.f("uq_deployments_id"), ["id"])
    op.create_table(
        "versions",
        sa.Column("deployment", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("build", sa.String(32), nullable=True),
        sa.Column("language", sa.String(16), nullable=True),
        sa.Column("artifact", sa.String(64), nullable=False),
        sa.Column("artifact_size", sa.Integer(), nullable=False),
        sa.Column("artifact_kind", sa.String(16), nullable=False),
        sa.Column("grants", sa.JSON(), nullable=False),
        sa.Column("routes", sa.JSON(), nullable=False),
        sa.Column("assets", sa.String(64), nullable=True),
        sa.Column("assets_size", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("deployment", "version", name=op.f("pk_versions")),
    )
    columns = ", ".join(_SERVED)
    op.execute(
        f"INSERT INTO versions (deployment, version, {columns}, created_at) "
        f"SELECT id, version, {columns}, created_at FROM deployments"
    )
    op.create_table(
        "kv",
        sa.Column("deployment", sa.String(32), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("deployment", "key", name=op.f("pk_kv")),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deployment", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_receipts_deployment_id"), "receipts", ["deployment", "id"])


def _fill() -> None:
    deployments = sa.table(
        "deployments",
        sa.column("name", sa.String),
        sa.column("id", sa.String),
        sa.column("grants", sa.JSON),
        sa.column("routes", sa.JSON),
        sa.column("secrets", sa.JSON),
    )
    connection = op.get_bind()
    connection.execute(sa.update(deployments).values(grants={"fetch": [], "kv": False}, routes=[], secrets={}))
    for name in connection.scalars(sa.select(deployments.c.name)).all():
        connection.execute(sa.update(deployments).where(deployments.c.name == name).values(id=uuid4().hex))


def downgrade() -> None:
    for name in ("receipts", "kv", "versions"):
        op.drop_table(name)
    op.execute("DELETE FROM deployments WHERE build IS NULL")
    with op.batch_alter_table("deployments") as table:
        table.alter_column("build", existing_type=sa.String(32), nullable=False)
        table.alter_column("language", existing_type=sa.String(16), nullable=False)
        table.alter_column("artifact_kind", existing_type=sa.String(16), type_=sa.String(8), existing_nullable=False)
        table.drop_constraint(op.f("uq_deployments_id"), type_="unique")
        for column in ("id", "grants", "routes", "assets", "assets_size", "secrets"):
            table.drop_column(column)
