"""`wardian lesson …`: what a site of lessons needs besides its pages."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from wardian.errors import Unavailable
from wardian.settings import Settings

_SITE = click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.group()
def lesson() -> None:
    """Make lessons, and what their pages need."""


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
    from wardian.lessons import measurements, recordings

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
