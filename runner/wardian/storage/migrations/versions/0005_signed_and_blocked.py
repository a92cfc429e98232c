"""Deployments are signed, know who made them, and can be blocked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deployments", sa.Column("signature", sa.Text(), nullable=True))
    op.add_column("deployments", sa.Column("client", sa.String(64), nullable=True))
    op.add_column("versions", sa.Column("signature", sa.Text(), nullable=True))
    op.create_index(op.f("ix_deployments_client"), "deployments", ["client"])
    op.create_table(
        "blocks",
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_blocks")),
    )


def downgrade() -> None:
    op.drop_table("blocks")
    op.drop_index(op.f("ix_deployments_client"), "deployments")
    op.drop_column("versions", "signature")
    op.drop_column("deployments", "client")
    op.drop_column("deployments", "signature")
