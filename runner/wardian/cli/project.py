"""`wardian build`, `run` and `deploy`: a project on disk, compiled here or by a server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import httpx

from wardian.cli.folder import read
from wardian.model import Compilation, Diagnostic, Profile, Project
from wardian.settings import Settings

CRASHED = 134
STOPPED = 124

_PATH = click.argument("path", type=click.Path(exists=True, path_type=Path))
_PROFILE = click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    default=Profile.RELEASE.value,
    show_default=True,
    help="Optimised, or with the compiler's checks for learners.",
)


@click.command()
@_PATH
@_PROFILE
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the artifact.")
def build(path: Path, profile: str, output: Path | None) -> None:
    """Compile the project at PATH, a folder or a single source file."""
    settings = Settings.from_env()
    compilation = _compile(read(path, settings).project, Profile(profile), settings)
    data = _output(compilation)
    target = output or Path(f"{path.resolve().stem}.{compilation.kind}")
    target.write_bytes(data)
    click.echo(f"{target}  {len(data):,} bytes")


@click.command(context_settings={"ignore_unknown_options": True})
@_PATH
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
@_PROFILE
@click.option("-e", "--env", "variables", multiple=True, metavar="NAME=VALUE", help="Set an environment variable.")
def run(path: Path, args: tuple[str, ...], profile: str, variables: tuple[str, ...]) -> None:
    """Compile the project at PATH and run it here, sealed, under the edge's limits.

    The program's exit code becomes this command's; 134 means that it crashed, 124 that a limit stopped it.
    """
    from wardian.deployments.precompile import Precompiler
    from wardian.edge.outcome import Kind
    from wardian.edge.terminal import run_here

    _check_text("ARGS", args)
    settings = Settings.from_env()
    folder = read(path, settings)
    compilation = _compile(folder.project, Profile(profile), settings)
    env = {**folder.run.env, **_pairs(variables)}
    outcome = run_here(
        _output(compilation), compilation.kind, env, args or folder.run.args, settings, Precompiler(settings)
    )
    if outcome.message:
        click.echo(outcome.message, err=True)
    if outcome.exit_code is not None:
        raise click.exceptions.Exit(outcome.exit_code)
    raise click.exceptions.Exit(CRASHED if outcome.kind is Kind.TRAPPED else STOPPED)


@click.command()
@_PATH
@click.option(
    "--server",
    envvar="WARDIAN_SERVER",
    show_envvar=True,
    default="http://localhost:8080",
    show_default=True,
    help="Its URL.",
)
@click.option("--name", help="Name to deploy under; without one the server makes one up.")
@click.option("--ttl", type=int, help="Seconds to live.")
def deploy(path: Path, server: str, name: str | None, ttl: int | None) -> None:
    """Build the project at PATH on a server, deploy it to the edge and print its URL."""
    project = read(path, Settings.from_env()).project
    with httpx.Client(base_url=server, timeout=60) as client:
        built = _post(client, "/api/builds", {"language": project.language, "files": dict(project.files)}, wait_s=30)
        if built["status"] != "succeeded":
            raise click.ClickException(_failure(built))
        wanted = {"build": built["id"], "name": name, "ttl": ttl}
        deployed = _post(client, "/api/deployments", {key: value for key, value in wanted.items() if value is not None})
    click.echo(deployed["url"])
    click.echo(f"token {deployed['token']}  expires {deployed['expires_at']}", err=True)


def _compile(project: Project, profile: Profile, settings: Settings) -> Compilation:
    from wardian.builds.limits import build_limits
    from wardian.toolchains import registry

    toolchain = registry.toolchains()[project.language]
    compilation = asyncio.run(toolchain.compile(project, profile, build_limits(settings)))
    for line in _lines(compilation.diagnostics):
        click.echo(line, err=True)
    return compilation


def _output(compilation: Compilation) -> bytes:
    if compilation.output is None:
        raise click.exceptions.Exit(1)
    return compilation.output


def _lines(diagnostics: Iterable[Diagnostic]) -> Iterable[str]:
    for diagnostic in diagnostics:
        place = ":".join(str(part) for part in (diagnostic.file, diagnostic.line, diagnostic.column) if part)
        yield f"{place}: {diagnostic.severity}: {diagnostic.message}" if place else diagnostic.message


def _pairs(variables: tuple[str, ...]) -> dict[str, str]:
    _check_text("--env", variables)
    pairs = [variable.partition("=") for variable in variables]
    for name, equals, _ in pairs:
        if not name or not equals:
            raise click.BadParameter(f"{name!r} is not of the form NAME=VALUE.", param_hint="--env")
    return {name: value for name, _, value in pairs}


def _check_text(hint: str, values: tuple[str, ...]) -> None:
    """Python keeps bytes of the command line that are no UTF-8 as halves of surrogate pairs."""
    for value in values:
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise click.BadParameter(f"{value!r} is not UTF-8 text.", param_hint=hint)


def _post(client: httpx.Client, path: str, body: dict[str, Any], wait_s: int = 0) -> dict[str, Any]:
    try:
        response = client.post(path, json=body, headers={"Prefer": f"wait={wait_s}"} if wait_s else {})
    except httpx.HTTPError as error:
        raise click.ClickException(f"{client.base_url} cannot be reached: {error}. Is `wardian up` running?") from error
    if "json" not in response.headers.get("content-type", ""):
        raise click.ClickException(f"{client.base_url} answers, but it is not a Wardian control site.")
    answer: dict[str, Any] = response.json()
    if response.is_error:
        raise click.ClickException(answer.get("detail") or answer.get("title") or response.reason_phrase)
    return answer


def _failure(built: dict[str, Any]) -> str:
    messages = [
        ":".join(str(part) for part in (item["file"], item["line"], item["message"]) if part is not None)
        for item in built["diagnostics"]
    ]
    return "\n".join([f"The build {built['status']}.", *messages])
