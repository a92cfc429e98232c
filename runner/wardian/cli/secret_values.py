"""The values of secrets: from the environment or from whoever types them, so that no list of processes shows them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Set

import click


def gather(
    options: Iterable[str], declared: Iterable[str], kept: Set[str], environ: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Values by name. `options` are NAME or NAME=VALUE, `declared` the names that wardian.toml lists.

    A declared one that the server has already (`kept`) need not be in the environment. Raises click.ClickException
    when a value is nowhere to be found.
    """
    wanted: dict[str, str | None] = {name: None for name in declared if name in environ or name not in kept}
    wanted.update(_parts(option) for option in options)
    return {name: _value(name, environ) if value is None else value for name, value in wanted.items()}


def _parts(option: str) -> tuple[str, str | None]:
    name, equals, value = option.partition("=")
    return name, value if equals else None


def _value(name: str, environ: Mapping[str, str]) -> str:
    if name in environ:
        return environ[name]
    if not sys.stdin.isatty():
        raise click.ClickException(f"The secret {name} has no value: set the environment variable {name}.")
    value: str = click.prompt(name, hide_input=True, err=True)
    return value
