"""Run by Alembic: migrates the connection that `Database.migrate` hands over, inside its transaction."""

from alembic import context

from wardian.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
