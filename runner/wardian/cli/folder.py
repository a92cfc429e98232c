"""A project as it lies on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from wardian.builds.check import SourceLimits, check
from wardian.docs import config
from wardian.docs.config import Run
from wardian.docs.examples import load, sources
from wardian.docs.tables import ExampleError
from wardian.errors import InvalidRequest
from wardian.model import Language, Project
from wardian.settings import Settings


@dataclass(frozen=True, slots=True)
class Folder:
    """`run` is how wardian.toml says to start the program, or nothing special."""

    project: Project
    run: Run


def read(path: Path, settings: Settings) -> Folder:
    """A folder with an entry file, or a single source file. Raises click.ClickException saying what is wrong."""
    try:
        if (path / config.NAME).is_file():
            example = load(path)
            language, files, run = example.language, example.files, example.run
        else:
            language, files = _bare(path)
            run = Run()
        limits = SourceLimits(settings.source_files, settings.source_bytes)
        return Folder(check(language, files, limits), run)
    except ExampleError as error:
        raise click.ClickException(str(error)) from error
    except InvalidRequest as error:
        raise click.ClickException(f"{path}{error.field.removeprefix('/files')}: {error.detail}") from error


def _bare(path: Path) -> tuple[Language, dict[str, str]]:
    if path.is_file():
        return _single(path)
    found = [language for language in Language if (path / language.entry).is_file()]
    if len(found) != 1:
        entries = ", ".join(language.entry for language in Language)
        raise click.ClickException(f"{path} must have exactly one of {entries}; it has {len(found)}.")
    return found[0], sources(path, found[0])


def _single(path: Path) -> tuple[Language, dict[str, str]]:
    suffixes = {Path(language.entry).suffix: language for language in Language}
    language = suffixes.get(path.suffix)
    if language is None:
        raise click.ClickException(f"{path} ends with none of {', '.join(suffixes)}, so its language is not known.")
    try:
        return language, {language.entry: path.read_text(encoding="utf-8")}
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path} is not UTF-8 text: {error}") from error
