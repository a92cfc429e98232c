"""`wardian toolchain …` and `wardian languages`."""

from __future__ import annotations

from collections.abc import Callable

import click

from wardian.errors import WardianError
from wardian.model import Language

_LANGUAGES = click.argument("languages", nargs=-1, type=click.Choice([language.value for language in Language]))


@click.group()
def toolchain() -> None:
    """Install and check compilers."""


@toolchain.command()
@_LANGUAGES
def install(languages: tuple[str, ...]) -> None:
    """Install the toolchains of LANGUAGES (default: all) into the cache folder."""
    from wardian.toolchains import registry

    _each(languages, lambda language: registry.get(language).install(click.echo), "ready")


@toolchain.command()
@_LANGUAGES
def check(languages: tuple[str, ...]) -> None:
    """Compile and run a small program in each of LANGUAGES (default: all)."""
    from wardian.toolchains import registry

    _each(languages, registry.check, "works")


def _each(names: tuple[str, ...], act: Callable[[Language], object], verb: str) -> None:
    failed = False
    for language in map(Language, names) if names else Language:
        try:
            act(language)
        except WardianError as error:
            failed = True
            click.echo(f"{language.label}: {error.detail}", err=True)
        else:
            click.echo(f"{language.label}: {verb}")
    if failed:
        raise click.exceptions.Exit(1)


@click.command()
def languages() -> None:
    """List the languages and the version of each toolchain."""
    from wardian.toolchains import registry

    for language in Language:
        try:
            state = registry.get(language).version()
        except WardianError as error:
            state = f"not available: {error.detail}"
        click.echo(f"{language.label:8}{state}")
