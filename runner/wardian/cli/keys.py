"""`wardian keys`: those that sign deployments."""

from __future__ import annotations

from pathlib import Path

import click

from wardian.cli import stored
from wardian.settings import Settings
from wardian.storage.keys import Keys


@click.group()
def keys() -> None:
    """Look after the keys that sign deployments.

    The edge serves nothing that was not signed. One machine keeps its key in the data folder, where the first start
    makes it. Several machines have the same WARDIAN_SIGNING_KEYS; an edge may have WARDIAN_VERIFY_KEYS alone.
    """


@keys.command()
def new() -> None:
    """Print a new key for the settings; keep nothing."""
    from wardian.storage import keys as made

    private = made.new()
    click.echo(f"WARDIAN_SIGNING_KEYS={private}")
    click.echo(f"WARDIAN_VERIFY_KEYS={made.public_of(private)}")


@keys.command()
def show() -> None:
    """List the public keys, the one that signs first."""
    found = stored.keys(stored.settings())
    for id, public in found.ids().items():
        click.echo(f"{id}  {public}{'  signs' if id == found.signer() else ''}")
    if not found.ids():
        raise click.ClickException("There is no key yet: `wardian up` makes one.")


@keys.command()
def rotate() -> None:
    """Sign with a new key from now on, and what is there too. Former keys are known until they are retired."""
    settings = stored.settings()
    file = _file(stored.keys(settings))
    from wardian.storage import keys as made

    former = file.read_text(encoding="ascii").split()
    _write(file, [made.new(), *former])
    _sign(settings, unsigned=False)


@keys.command()
@click.option("--unsigned", is_flag=True, help="Also what has no signature at all: trust the database as it is now.")
def sign(unsigned: bool) -> None:
    """Sign all deployments with the first key, except those whose signature is wrong."""
    _sign(stored.settings(), unsigned=unsigned)


@keys.command()
@click.argument("id")
def retire(id: str) -> None:
    """Forget the key ID. Restart the servers afterwards: they go on with what they know."""
    settings = stored.settings()
    found = stored.keys(settings)
    file = _file(found)
    if id == found.signer():
        raise click.ClickException(f"{id} signs. Run `wardian keys rotate` first.")
    from wardian.storage import keys as made
    from wardian.storage.deployments import DeploymentRecords

    with stored.database(settings) as database:
        left = [record for record in DeploymentRecords(database).all() if record.signature.startswith(f"{id}.")]
    if left:
        names = ", ".join(record.deployment.name for record in left)
        raise click.ClickException(f"{names} would not be served any longer. Run `wardian keys sign` first.")
    private = file.read_text(encoding="ascii").split()
    public = found.ids().get(id)
    kept = [key for key in private if made.public_of(key) != public]
    if len(kept) == len(private):
        raise click.ClickException(f"There is no key {id} in {file}.")
    _write(file, kept)
    click.echo(f"{id} is forgotten.")


def _sign(settings: Settings, *, unsigned: bool) -> None:
    from wardian.deployments.signatures import sign_all
    from wardian.storage.deployments import DeploymentRecords

    keys = stored.keys(settings)
    with stored.database(settings) as database:
        count, refused = sign_all(DeploymentRecords(database), keys, unsigned=unsigned)
    click.echo(f"{keys.signer()} signed {count} deployments.")
    if refused:
        raise click.ClickException(f"Not as they were signed, and left so: {', '.join(refused)}.")


def _file(keys: Keys) -> Path:
    if keys.file is None:
        raise click.ClickException(
            "The keys are in the settings. Put a new one (`wardian keys new`) before the others in "
            "WARDIAN_SIGNING_KEYS, give edges its public key, restart, and run `wardian keys sign`."
        )
    if not keys.file.exists():
        raise click.ClickException(f"There is no key in {keys.file} yet: `wardian up` makes one.")
    return keys.file


def _write(file: Path, private: list[str]) -> None:
    from wardian.files import written_whole

    with written_whole(file, 0o600) as unfinished:
        unfinished.write_text("".join(f"{key}\n" for key in private), encoding="ascii")
