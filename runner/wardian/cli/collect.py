"""`wardian collect`."""

from __future__ import annotations

import click

from wardian.settings import Settings
from wardian.units import size


@click.command()
@click.option("--dry-run", is_flag=True, help="Remove nothing; say what would go.")
def collect(dry_run: bool) -> None:
    """Remove old artifacts from the data folder.

    Those go that were not used for WARDIAN_ARTIFACT_DAYS, and then, until the rest fits into WARDIAN_ARTIFACT_BYTES,
    those not used for longest. What a deployment or a share needs stays. A running server does the same every hour; it
    need not be stopped.
    """
    from wardian.builds.collector import ArtifactCollector
    from wardian.storage.artifacts import Artifacts
    from wardian.storage.database import Database
    from wardian.storage.old_builds import OldBuilds
    from wardian.storage.uses import Uses

    settings = Settings.from_env()
    database = Database.of(settings.database, settings.data)
    uses = Uses(database)
    artifacts = Artifacts.of(settings.storage, settings.data, uses)
    collector = ArtifactCollector(artifacts, uses, OldBuilds(database), settings)
    collected = collector.collect(dry_run=dry_run)
    database.close()
    if collected is None:
        raise click.ClickException("Another process is collecting now.")
    verb = "Would remove" if dry_run else "Removed"
    click.echo(f"{verb} {collected.artifacts} artifacts, {size(collected.bytes)}.")
    if not dry_run:
        click.echo(f"Forgot {collected.builds} builds and {collected.projects} projects.")
    click.echo(f"Kept {collected.kept} artifacts, {size(collected.kept_bytes)}.")
