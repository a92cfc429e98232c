"""`wardian lesson …`: what a site of lessons needs besides its pages."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from wardian.errors import Unavailable
from wardian.settings import Settings

_SITE = click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.group()
def lesson() -> None:
    """Make lessons, and what their pages need."""


@lesson.command()
@click.argument("name")
@click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default="mkdocs.yml",
    show_default=True,
    help="The site's mkdocs.yml.",
)
def new(name: str, config_file: Path) -> None:
    """Write the page of a new lesson, tutorials/NAME.md, and say what to add to the site's nav."""
    from wardian.docs import lesson

    docs = _docs_dir(config_file)
    try:
        page = lesson.new(docs, name)
    except lesson.LessonError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{os.path.relpath(page)} written. Add it to nav in {config_file}:\n")
    click.echo(f"      - {lesson.title(name)}: {page.relative_to(docs).as_posix()}")


def _docs_dir(config_file: Path) -> Path:
    try:
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error.name} is missing; install wardian[site].") from error
    try:
        return Path(load_config(str(config_file)).docs_dir)
    except MkDocsException as error:
        raise click.ClickException(f"{config_file}: {error}") from error


@lesson.command()
@_SITE
@click.option("--runner", metavar="URL", help="Where its pages find a runner.")
def assets(site: Path, runner: str | None) -> None:
    """Copy the front end and the gallery into the built SITE of a generator that has no plugin of ours."""
    from wardian.docs import publish
    from wardian.docs.frontend import NotBuilt
    from wardian.docs.tables import ExampleError

    if runner is not None and not publish.is_runner(runner):
        raise click.BadParameter(f"{runner!r} is no http or https address.", param_hint="--runner")
    try:
        click.echo(f"{publish.copy(site, runner)} files copied to {site}")
    except (ExampleError, NotBuilt) as error:
        raise click.ClickException(str(error)) from error


@lesson.command()
@_SITE
def prebuild(site: Path) -> None:
    """Compile the programs in the pages of the built SITE, for readers without a runner.

    Without a language's toolchain its programs are left out, with a message.
    """
    from wardian.builds.limits import build_limits
    from wardian.lessons.pages import programs
    from wardian.lessons.prebuild import FOLDER
    from wardian.lessons.prebuild import prebuild as compile_all
    from wardian.toolchains import registry

    limits = build_limits(Settings.from_env())
    report = asyncio.run(compile_all(programs(site), registry.toolchains(), limits, site / FOLDER))
    for language, reason in report.missing.items():
        click.echo(f"{language.label} programs are not prebuilt: {reason}", err=True)
    if report.wrong:
        raise click.ClickException("\n\n".join(report.wrong))
    click.echo(f"{len(report.sizes)} programs prebuilt, {sum(report.sizes.values()):,} bytes")


@lesson.command()
@_SITE
def record(site: Path) -> None:
    """Run the lessons' own native programs in the sandbox, measure, and write both into the built SITE.

    The first time takes about a minute. What is recorded stays in the cache folder until a program, a compiler or the
    machine changes, what is measured for a day. Without a sandbox or a compiler what needs them is left out, with a
    message.
    """
    from wardian.builds.limits import build_limits
    from wardian.edge.limits import Limits
    from wardian.files import written_whole
    from wardian.lessons import measurements, native, recordings

    if not native.ready():
        click.echo("zig builds its C library for this machine (about half a minute, once)")
    settings = Settings.from_env()
    limits = build_limits(settings), Limits.of(settings)
    try:
        count = asyncio.run(recordings.record(site / recordings.FOLDER, *limits))
    except Unavailable as error:
        click.echo(f"The lessons' native programs are not recorded: {error.detail}", err=True)
    else:
        click.echo(f"{count} native programs recorded")
    figures = asyncio.run(measurements.of_today(*limits))
    with written_whole(site / measurements.PLACE) as unfinished:
        unfinished.write_text(figures, encoding="utf-8")


@lesson.command()
def measure() -> None:
    """Measure what starting and computing costs on this machine, and print it as JSON.

    GET /api/measurements answers the same, measured at most once an hour.
    """
    from wardian.builds.limits import build_limits
    from wardian.edge.limits import Limits
    from wardian.lessons.measurements import measure as measured

    settings = Settings.from_env()
    click.echo(asyncio.run(measured(build_limits(settings), Limits.of(settings))).to_json(), nl=False)
