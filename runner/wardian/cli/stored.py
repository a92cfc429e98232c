"""What an operator's commands open: the same database, artifacts and keys as the servers, by the same settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from wardian.settings import Settings
from wardian.storage.database import Database
from wardian.storage.keys import BadKey, Keys


def settings() -> Settings:
    try:
        return Settings.from_env()
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def database(settings: Settings) -> Iterator[Database]:
    """An SQLite database that is not there is not made: a command in a wrong folder would find it empty."""
    if not settings.database and not (settings.data / "wardian.sqlite3").exists():
        raise click.ClickException(
            f"There is no database in {settings.data.resolve()}. Name the data folder with WARDIAN_DATA, or the "
            "database with WARDIAN_DATABASE."
        )
    opened = Database.of(settings.database, settings.data)
    try:
        yield opened
    finally:
        opened.close()


def keys(settings: Settings) -> Keys:
    try:
        return Keys.of(settings.signing_keys, settings.verify_keys, settings.data)
    except BadKey as error:
        raise click.ClickException(str(error)) from error
