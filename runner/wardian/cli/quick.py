"""`wardian check` and `format`: a project on disk, read by its compiler or written by its formatter, here."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from wardian.cli import messages
from wardian.cli.folder import read
from wardian.files import written_whole
from wardian.model import Diagnostic, Formatted, Project, Severity
from wardian.settings import Settings

_PATH = click.argument("path", type=click.Path(exists=True, path_type=Path))


@click.command()
@_PATH
def check(path: Path) -> None:
    """Say what the compiler finds in the project at PATH, without making anything.

    Exits with 1 when there is an error.
    """
    from wardian.builds.limits import quick_limits
    from wardian.toolchains import registry

    settings = Settings.from_env()
    project = read(path, settings).project
    toolchain = registry.toolchains()[project.language]
    findings = asyncio.run(toolchain.diagnose(project.without_assets(), quick_limits(settings)))
    _tell(findings.diagnostics, project)


@click.command("format")
@_PATH
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit with 1 when a file would change.")
def format_(path: Path, only_check: bool) -> None:
    """Format the sources of the project at PATH: C by clang-format, Rust by rustfmt, Python by ruff.

    A file that cannot be read as its language stays as it is, and the exit code is 1.
    """
    settings = Settings.from_env()
    project = read(path, settings).project
    formatted = _formatted(project, settings)
    for name, text in formatted.files.items():
        file = path if path.is_file() else path / name
        if not only_check:
            _write(file, text)
        click.echo(f"{file}  {'would change' if only_check else 'formatted'}")
    _tell(formatted.diagnostics, project)
    if only_check and formatted.files:
        raise click.exceptions.Exit(1)


def _formatted(project: Project, settings: Settings) -> Formatted:
    from wardian.builds.limits import quick_limits
    from wardian.toolchains.formatters import formatters
    from wardian.toolchains.formatters.base import format_project

    formatter = formatters().get(project.language)
    if formatter is None:
        raise click.ClickException(f"There is no formatter for {project.language.label}.")
    return asyncio.run(format_project(formatter, project.without_assets(), quick_limits(settings)))


def _write(file: Path, text: str) -> None:
    """With the line ends that the file has, which are lost when it is read."""
    target = file.resolve()
    newline = "\r\n" if b"\r\n" in target.read_bytes() else "\n"
    with written_whole(target, target.stat().st_mode & 0o777) as written:
        written.write_text(text, encoding="utf-8", newline=newline)


def _tell(diagnostics: tuple[Diagnostic, ...], project: Project) -> None:
    messages.show(diagnostics, project.files)
    if any(found.severity is Severity.ERROR for found in diagnostics):
        raise click.exceptions.Exit(1)
