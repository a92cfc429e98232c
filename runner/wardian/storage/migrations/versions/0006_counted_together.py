"""What an address may start is counted for all processes together."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COMPATIBLE = True


def upgrade() -> None:
    op.create_table(
        "buckets",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("full_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_buckets")),
    )


def downgrade() -> None:
    op.drop_table("buckets")
