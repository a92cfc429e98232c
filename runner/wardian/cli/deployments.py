"""`wardian deployments`: what the operator does with everybody's."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import click

from wardian.cli import stored

_SHA256 = re.compile("[0-9a-f]{64}")
_DIGEST = click.option("--digest", metavar="SHA256", help="An artifact, under whatever names it is served.")
_NAME = click.argument("name", required=False)


@click.group()
def deployments() -> None:
    """Look after everybody's deployments, on the machine that has the database.

    These commands need no server and no token; WARDIAN_DATA or WARDIAN_DATABASE says where the records are.
    """


@deployments.command("list")
def list_() -> None:
    """List all deployments: name, end, sha256, and whether they are blocked."""
    from wardian.storage.deployments import DeploymentRecords

    with stored.database(stored.settings()) as database:
        for record in DeploymentRecords(database).all():
            deployment = record.deployment
            ends = f"{deployment.expires_at:%Y-%m-%d %H:%M}"
            shown = f"{deployment.name}  {ends}  {deployment.artifact.sha256}"
            click.echo(shown if record.blocked is None else f"{shown}  blocked: {record.blocked}")


@deployments.command()
@_NAME
@_DIGEST
@click.option("--reason", required=True, help="Why: told to whoever asks for the deployment, and to its owner.")
def block(name: str | None, digest: str | None, reason: str) -> None:
    """Take the deployment NAME off the edge, with what it serves, or an artifact by its digest.

    All edges answer 403 with the reason within a tenth of a second. The name cannot be changed or renewed, and what
    it serves cannot be deployed under another name.
    """
    from wardian.storage.blocks import Blocks

    subject = _subject(name, digest)
    if not reason.strip():
        raise click.UsageError("Say why, with --reason.")
    now = datetime.now(UTC)
    with stored.database(stored.settings()) as database:
        blocks = Blocks(database)
        if digest is not None:
            names = blocks.block_digest(subject, reason, now)
            click.echo(f"{digest} is blocked. It was served as: {', '.join(names) or 'nothing'}.")
            return
        names_and_digests = blocks.block_name(subject, reason, now)
    for blocked in names_and_digests:
        click.echo(f"{blocked} is blocked.")
    if len(names_and_digests) == 1:
        click.echo(f"Nothing is deployed as {name}; nobody can take the name now.", err=True)


@deployments.command()
@_NAME
@_DIGEST
def unblock(name: str | None, digest: str | None) -> None:
    """Serve NAME again, with all that was blocked with it, or an artifact.

    What was blocked by its digest stays so until its digest is unblocked.
    """
    from wardian.storage.blocks import Blocks
    from wardian.storage.deployments import DeploymentRecords

    subject = _subject(name, digest)
    with stored.database(stored.settings()) as database:
        freed = Blocks(database).unblock(subject)
        left = DeploymentRecords(database).find(subject)
    if not freed:
        raise click.ClickException(f"{subject} is not blocked.")
    for unblocked in freed:
        click.echo(f"{unblocked} is no longer blocked.")
    if left is not None and left.blocked is not None:
        click.echo(
            f"{name} is not served all the same: what it serves is blocked by its digest. {left.blocked}", err=True
        )


@deployments.command()
def blocked() -> None:
    """List what is blocked and why, newest first."""
    from wardian.storage.blocks import Blocks

    with stored.database(stored.settings()) as database:
        for found in Blocks(database).all():
            with_name = f"  (with {found.name})" if found.name not in (None, found.subject) else ""
            click.echo(f"{found.created_at:%Y-%m-%d %H:%M}  {found.subject}{with_name}  {found.reason}")


def _subject(name: str | None, digest: str | None) -> str:
    if (name is None) == (digest is None):
        raise click.UsageError("Give a NAME, or an artifact with --digest.")
    if digest is not None and not _SHA256.fullmatch(digest):
        raise click.UsageError("--digest is 64 hexadecimal digits, as `wardian deployments list` shows them.")
    return digest or name or ""
