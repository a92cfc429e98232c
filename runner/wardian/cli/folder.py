"""A project as it lies on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from wardian.builds.check import SourceLimits, check
from wardian.docs import config
from wardian.docs.config import About, Run
from wardian.docs.examples import contents
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
        stated = None if about is None else about.language
        project = _single(path) if path.is_file() else _folder(path, stated)
        limits = SourceLimits(settings.source_files, settings.source_bytes)
        return Folder(check(project.language, project.files, limits, project.binary), about)
    except ExampleError as error:
        raise click.ClickException(str(error)) from error
    except InvalidRequest as error:
        field = error.field.removeprefix("/files").removeprefix("/binary")
        raise click.ClickException(f"{path}{field}: {error.detail}") from error


def _folder(path: Path, stated: Language | None) -> Project:
    if stated is not None:
        return contents(path, stated)
    found = [language for language in Language if (path / language.entry).is_file()]
    if len(found) != 1:
        entries = ", ".join(language.entry for language in Language)
        raise click.ClickException(f"{path} must have exactly one of {entries}; it has {len(found)}.")
    return contents(path, found[0])


def _single(path: Path) -> Project:
    suffixes = {Path(language.entry).suffix: language for language in Language}
    language = suffixes.get(path.suffix)
    if language is None:
        raise click.ClickException(f"{path} ends with none of {', '.join(suffixes)}, so its language is not known.")
    try:
        return Project(language, {language.entry: path.read_text(encoding="utf-8")})
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path} is not UTF-8 text: {error}") from error
