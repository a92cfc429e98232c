"""`wardian renew`, `rollback`, `versions` and `delete`: what becomes of a deployment."""

from __future__ import annotations

import click

from wardian.cli.remote import address, ask, bearer, connect, server_option, token_option
from wardian.cli.tokens import Tokens

_NAME = click.argument("name")


@click.command()
@_NAME
@click.option("--ttl", type=int, help="Seconds to live from now; without it the usual life, if that is longer.")
@server_option
@token_option
def renew(name: str, ttl: int | None, server: str, token: str | None) -> None:
    """Let the deployment NAME live longer. One that expired less than a week ago is revived."""
    headers = bearer(server, name, token)
    with connect(server) as client:
        renewed = ask(client, "POST", f"{address(name)}/renew", {} if ttl is None else {"ttl": ttl}, headers)
    click.echo(f"{renewed['url']}  expires {renewed['expires_at']}")


@click.command()
@_NAME
@click.argument("version", type=int)
@server_option
@token_option
def rollback(name: str, version: int, server: str, token: str | None) -> None:
    """Serve under NAME what VERSION served, as a new version. Secrets and stored keys stay as they are."""
    headers = bearer(server, name, token)
    with connect(server) as client:
        changed = ask(client, "POST", f"{address(name)}/rollback", {"version": version}, headers)
    click.echo(f"{changed['url']}  version {changed['version']} is what version {version} was")


@click.command()
@_NAME
@server_option
@token_option
def versions(name: str, server: str, token: str | None) -> None:
    """List the versions of NAME that are kept, newest first; the first is served."""
    headers = bearer(server, name, token)
    with connect(server) as client:
        for version in ask(client, "GET", f"{address(name)}/versions", headers=headers):
            number, since = f"{version['version']:>4}", version["created_at"][:19]
            click.echo(f"{number}  {since}  {version['language'] or 'component':<9}  {version['build'] or ''}")


@click.command()
@_NAME
@server_option
@token_option
def delete(name: str, server: str, token: str | None) -> None:
    """Remove the deployment NAME with its versions, secrets, stored keys and receipts."""
    headers = bearer(server, name, token)
    with connect(server) as client:
        ask(client, "DELETE", address(name), headers=headers)
    Tokens.open().forget(server, name)
    click.echo(f"{name} is removed.")
