"""`wardian toolchain …` and `wardian languages`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import click

from wardian.errors import ToolchainMissing, WardianError
from wardian.model import Language

SOME_MISSING = 3

_LANGUAGES = click.argument("languages", nargs=-1, type=click.Choice([language.value for language in Language]))


@click.group()
def toolchain() -> None:
    """Install and check compilers."""


@toolchain.command()
@_LANGUAGES
def install(languages: tuple[str, ...]) -> None:
    """Install the toolchains of LANGUAGES (default: all) into the cache folder.

    Without LANGUAGES, host calls for the edge are compiled too: it does without them, and answers slower then.

    Exits with 3 when some cannot be installed; the others are.

    Each version has a folder of its own in wardian/toolchains there. Those of former versions stay; they may be
    deleted once no running Wardian is of that version.
    """
    from wardian.edge import hostcalls_library
    from wardian.toolchains import registry

    missing = registry.install(_chosen(languages), click.echo)
    if not languages:
        try:
            hostcalls_library.install(click.echo)
        except ToolchainMissing as error:
            click.echo(error.detail, err=True)
    _report({language: missing.get(language) for language in _chosen(languages)}, "ready")


@toolchain.command()
@_LANGUAGES
def check(languages: tuple[str, ...]) -> None:
    """Compile and run a small program in each of LANGUAGES (default: all)."""
    from wardian.toolchains import registry

    def problem(language: Language) -> WardianError | None:
        try:
            asyncio.run(registry.check(language))
        except WardianError as error:
            return error
        return None

    _report({language: problem(language) for language in _chosen(languages)}, "works")


def _chosen(names: tuple[str, ...]) -> list[Language]:
    return [Language(name) for name in names] or list(Language)


def _report(problems: Mapping[Language, WardianError | None], well: str) -> None:
    """Raises Exit with SOME_MISSING when there is a problem."""
    for language, problem in problems.items():
        click.echo(f"{language.label}: {problem.detail if problem else well}", err=problem is not None)
    if any(problems.values()):
        raise click.exceptions.Exit(SOME_MISSING)


@click.command()
def languages() -> None:
    """List the languages and the version of each toolchain."""
    from wardian.toolchains import registry

    toolchains = registry.toolchains()
    for language in Language:
        try:
            state = toolchains[language].version()
        except WardianError as error:
            state = f"not available: {error.detail}"
        click.echo(f"{language.label:8}{state}")
