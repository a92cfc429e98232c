"""`wardian build` and `run`: a project on disk, compiled here."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from wardian.cli import messages
from wardian.cli.folder import read
from wardian.model import Compilation, Profile, Project
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


def _compile(project: Project, profile: Profile, settings: Settings) -> Compilation:
    from wardian.builds.limits import build_limits
    from wardian.toolchains import registry

    toolchain = registry.toolchains()[project.language]
    compilation = asyncio.run(toolchain.compile(project.without_assets(), profile, build_limits(settings)))
    messages.show(compilation.diagnostics, project.files)
    return compilation


def _output(compilation: Compilation) -> bytes:
    if compilation.output is None:
        raise click.exceptions.Exit(1)
    return compilation.output


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
