"""`wardian deploy`: a project on disk, built by a server and put on its edge."""

from __future__ import annotations

import base64
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import httpx

from wardian.cli.folder import Folder, read
from wardian.cli.remote import address, ask, bearer, connect, server_option, token_option
from wardian.cli.secret_values import gather
from wardian.cli.tokens import Tokens
from wardian.docs import config
from wardian.docs.config import About
from wardian.errors import InvalidRequest
from wardian.settings import Settings

_COMPONENT = ".wasm"


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@server_option
@click.option("--name", help="Name to deploy under; without one the server makes one up.")
@click.option("--swap", metavar="NAME", help="Swap what is served under this name, instead of deploying anew.")
@click.option("--ttl", type=int, help="Seconds to live.")
@click.option("--fetch", metavar="HOST:PORT", multiple=True, help="Let it fetch from there. May be given again.")
@click.option("--kv/--no-kv", default=None, help="Give it a key-value store.")
@click.option(
    "--secret",
    "secrets",
    metavar="NAME[=VALUE]",
    multiple=True,
    help="Give it an environment variable that nobody is told; without a value, the one of the same name here.",
)
@token_option
def deploy(
    path: Path,
    server: str,
    name: str | None,
    swap: str | None,
    ttl: int | None,
    fetch: tuple[str, ...],
    kv: bool | None,
    secrets: tuple[str, ...],
    token: str | None,
) -> None:
    """Build the project at PATH on a server, deploy it to the edge and print its URL.

    What its wardian.toml grants and routes is all that it has; options add to that. A file that ends with .wasm is a
    wasi:http component and deployed as it is.
    """
    if name is not None and swap is not None:
        raise click.UsageError("--name is for a new deployment, --swap for one that is there: give one of them.")
    headers = {} if swap is None else bearer(server, swap, token)
    folder = None if path.suffix == _COMPONENT else read(path, Settings.from_env())
    about = None if folder is None else folder.about
    if about is not None:
        _check(path / config.NAME, about)
    with connect(server) as client:
        kept = () if swap is None else ask(client, "GET", address(swap))["grants"]["secrets"]
        declared = () if about is None else about.grants.secrets
        wanted = {
            **_wanted(about, fetch, kv),
            "secrets": gather(secrets, declared, set(kept)),
            **(_upload(client, path) if folder is None else {"build": _build(client, folder)}),
            **({} if ttl is None else {"ttl": ttl}),
        }
        if swap is not None:
            deployed = ask(client, "PUT", address(swap), wanted, headers)
        else:
            deployed = ask(client, "POST", "/api/deployments", wanted if name is None else {**wanted, "name": name})
            Tokens.open().remember(server, deployed["name"], deployed["token"])
    click.echo(deployed["url"])
    click.echo(_told(deployed), err=True)


def _check(path: Path, about: About) -> None:
    """What the server would refuse, told with the file that says it."""
    from wardian.deployments.check import check
    from wardian.deployments.wanted import Wanted

    try:
        check(Wanted(about.grants.fetch, secrets=dict.fromkeys(about.grants.secrets), routes=about.routes))
    except InvalidRequest as error:
        raise click.ClickException(f"{path}: {error.field.strip('/').replace('/', '.')}: {error.detail}") from error


def _wanted(about: About | None, fetch: tuple[str, ...], kv: bool | None) -> dict[str, Any]:
    grants: dict[str, Any] = {}
    if about is not None:
        grants = {"fetch": [*about.grants.fetch, *fetch], "kv": about.grants.kv}
    elif fetch:
        grants = {"fetch": fetch}
    if kv is not None:
        grants["kv"] = kv
    routes = {} if about is None else {"routes": [asdict(route) for route in about.routes]}
    return {"grants": grants, **routes}


def _build(client: httpx.Client, folder: Folder) -> str:
    project = folder.project
    binary = {path: base64.b64encode(data).decode() for path, data in project.binary.items()}
    source = {"language": project.language, "files": dict(project.files), "binary": binary}
    built = ask(client, "POST", "/api/builds", source, {"Prefer": "wait=30"})
    if built["status"] != "succeeded":
        raise click.ClickException(_failure(built))
    build: str = built["id"]
    return build


def _upload(client: httpx.Client, path: Path) -> dict[str, str]:
    headers = {"Content-Type": "application/wasm"}
    kept = ask(client, "POST", "/api/artifacts", headers=headers, content=path.read_bytes())
    return {"artifact": kept["sha256"]}


def _failure(built: dict[str, Any]) -> str:
    messages = [
        ":".join(str(part) for part in (item["file"], item["line"], item["message"]) if part is not None)
        for item in built["diagnostics"]
    ]
    return "\n".join([f"The build {built['status']}.", *messages])


def _told(deployed: dict[str, Any]) -> str:
    grants = deployed["grants"]
    what = [f"fetch {target}" for target in grants["fetch"]] + ["kv"] * grants["kv"]
    what += [f"secret {name}" for name in grants["secrets"]]
    first = f"token {deployed['token']}" if "token" in deployed else f"version {deployed['version']}"
    return f"{first}  expires {deployed['expires_at']}\ngranted {', '.join(what) or 'nothing'}"
