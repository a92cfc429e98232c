"""`wardian db`: the schema of the database."""

from __future__ import annotations

import click

from wardian.settings import variable


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@click.option("--database", envvar=variable("database"), show_envvar=True, help="The postgresql:// URL.")
def upgrade(database: str | None) -> None:
    """Bring PostgreSQL to this version's schema, while no process of another version works with it."""
    from wardian.storage.upgrade import upgrade

    if not database:
        raise click.ClickException(
            f"{variable('database')} is not set. SQLite in the data folder is upgraded whenever Wardian starts."
        )
    try:
        changed = upgrade(database)
    except ValueError as error:
        raise click.ClickException(f"{variable('database')}: {error}") from error
    click.echo("The database has this version's schema now." if changed else "The database has this version's schema.")
