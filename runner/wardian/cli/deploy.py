"""`wardian deploy`: a project on disk, built by a server and put on its edge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wardian.cli.folder import read
from wardian.cli.remote import ask, connect, server_option
from wardian.cli.tokens import Tokens
from wardian.settings import Settings


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@server_option
@click.option("--name", help="Name to deploy under; without one the server makes one up.")
@click.option("--ttl", type=int, help="Seconds to live.")
def deploy(path: Path, server: str, name: str | None, ttl: int | None) -> None:
    """Build the project at PATH on a server, deploy it to the edge and print its URL."""
    project = read(path, Settings.from_env()).project
    with connect(server) as client:
        source = {"language": project.language, "files": dict(project.files)}
        built = ask(client, "POST", "/api/builds", source, {"Prefer": "wait=30"})
        if built["status"] != "succeeded":
            raise click.ClickException(_failure(built))
        wanted = {"build": built["id"], "name": name, "ttl": ttl}
        given = {key: value for key, value in wanted.items() if value is not None}
        deployed = ask(client, "POST", "/api/deployments", given)
    Tokens.open().remember(server, deployed["name"], deployed["token"])
    click.echo(deployed["url"])
    click.echo(f"token {deployed['token']}  expires {deployed['expires_at']}", err=True)


def _failure(built: dict[str, Any]) -> str:
    messages = [
        ":".join(str(part) for part in (item["file"], item["line"], item["message"]) if part is not None)
        for item in built["diagnostics"]
    ]
    return "\n".join([f"The build {built['status']}.", *messages])
