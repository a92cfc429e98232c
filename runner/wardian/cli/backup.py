"""`wardian backup` and `wardian restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wardian import __version__
from wardian.cli import stored

if TYPE_CHECKING:
    from wardian.storage.backup import About

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@_FILE
def backup(file: Path) -> None:
    """Write all that must not be lost into FILE, which must not be there yet. Servers may run meanwhile.

    That is the database as it is at one moment, the artifacts, and the keys that sign deployments: FILE is as secret
    as they are. On PostgreSQL the database is left to pg_dump, which must run first.
    """
    from wardian.storage import backup as made
    from wardian.storage.artifacts import Artifacts

    settings = stored.settings()
    if not settings.database and not (settings.data / "wardian.sqlite3").exists():
        raise click.ClickException(f"There is no database in {settings.data.resolve()}. Is WARDIAN_DATA right?")
    store = Artifacts.of(settings.storage, settings.data).store
    try:
        about = made.save(file, settings.data, store, __version__, database=not settings.database)
    except FileExistsError as error:
        raise click.ClickException(f"{file} is there already. Backups are never overwritten.") from error
    _say("holds", about)
    if settings.database:
        click.echo("The records are in PostgreSQL: keep what `pg_dump --format=custom` writes beside it.", err=True)
    if settings.signing_keys:
        click.echo("The keys are in WARDIAN_SIGNING_KEYS and not in the file: keep them too.", err=True)


@click.command()
@_FILE
def restore(file: Path) -> None:
    """Put back what `wardian backup` wrote to FILE, while Wardian is stopped.

    Into the data folder, or the S3 of WARDIAN_STORAGE. A folder that has a database or a key is left as it is.
    """
    from wardian.storage import backup as made
    from wardian.storage.artifacts import Artifacts

    settings = stored.settings()
    try:
        about = made.restore(file, settings.data, lambda: Artifacts.of(settings.storage, settings.data).store)
    except FileExistsError as error:
        raise click.ClickException(
            f"{error.args[0]} is there already, and nothing is overwritten. Move it away, or name another folder with "
            "WARDIAN_DATA."
        ) from error
    except made.BadBackup as error:
        raise click.ClickException(str(error)) from error
    _say("held", about)
    if settings.database:
        click.echo("The records come from PostgreSQL: restore them with pg_restore.", err=True)


def _say(holds: str, about: About) -> None:
    what = [f"{about.artifacts} artifacts"]
    what += [f"the database with schema {about.schema}"] if about.schema else []
    what += ["the keys"] if about.keys else []
    click.echo(f"It {holds} {', '.join(what)}.")
