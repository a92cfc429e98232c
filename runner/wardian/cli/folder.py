"""A project as it lies on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from wardian.builds.check import SourceLimits, check
from wardian.docs import config
from wardian.docs.config import About, Run
from wardian.docs.examples import sources
from wardian.docs.tables import ExampleError
from wardian.errors import InvalidRequest
from wardian.model import Language, Project
from wardian.settings import Settings


@dataclass(frozen=True, slots=True)
class Folder:
    """`about` is what wardian.toml says, None without one."""

    project: Project
    about: About | None

    @property
    def run(self) -> Run:
        """How to start the program."""
        return Run() if self.about is None else self.about.run


def read(path: Path, settings: Settings) -> Folder:
    """A folder with an entry file, or a single source file. Raises click.ClickException saying what is wrong."""
    try:
        about = config.read_about(path / config.NAME) if (path / config.NAME).is_file() else None
        language, files = _single(path) if path.is_file() else _folder(path, None if about is None else about.language)
        limits = SourceLimits(settings.source_files, settings.source_bytes)
        return Folder(check(language, files, limits), about)
    except ExampleError as error:
        raise click.ClickException(str(error)) from error
    except InvalidRequest as error:
        raise click.ClickException(f"{path}{error.field.removeprefix('/files')}: {error.detail}") from error


def _folder(path: Path, stated: Language | None) -> tuple[Language, dict[str, str]]:
    if stated is not None:
        return stated, sources(path, stated)
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
