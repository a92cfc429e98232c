"""Which process builds what, how often it was tried, and who waits for it; when each artifact was last used."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("builds") as table:
        table.add_column(sa.Column("attempt", sa.Integer(), nullable=True))
        table.add_column(sa.Column("interruptions", sa.Integer(), nullable=True))
        table.add_column(sa.Column("owner", sa.String(32), nullable=True))
    op.execute("UPDATE builds SET attempt = 1, interruptions = 0, owner = ''")
    with op.batch_alter_table("builds") as table:
        for column in ("attempt", "interruptions"):
            table.alter_column(column, existing_type=sa.Integer(), nullable=False)
        table.alter_column("owner", existing_type=sa.String(32), nullable=False)
    op.create_table(
        "interests",
        sa.Column("build", sa.String(32), nullable=False),
        sa.Column("client", sa.String(64), nullable=False),
        sa.Column("hold", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("build", "client", "hold", name=op.f("pk_interests")),
    )
    op.create_index(op.f("ix_builds_project"), "builds", ["project"])
    op.create_index(op.f("ix_builds_artifact"), "builds", ["artifact"])
    op.create_table(
        "artifacts",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_artifacts")),
    )


def downgrade() -> None:
    op.drop_table("artifacts")
    op.drop_index(op.f("ix_builds_artifact"), "builds")
    op.drop_index(op.f("ix_builds_project"), "builds")
    op.drop_table("interests")
    with op.batch_alter_table("builds") as table:
        for column in ("attempt", "interruptions", "owner"):
            table.drop_column(column)
