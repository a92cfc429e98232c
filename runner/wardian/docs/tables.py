"""Reading TOML tables whose keys and kinds are known, with errors for whoever wrote them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_KINDS = {str: "a string", int: "an integer", bool: "true or false", list: "a list", dict: "a table"}


class ExampleError(ValueError):
    """An example is incomplete or wrong; the message starts with the file to look at."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")


def parse(path: Path) -> dict[str, Any]:
    """Raises ExampleError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ExampleError(path, "is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExampleError(path, str(error)) from error


def take(
    path: Path, within: str, table: Mapping[str, Any], kinds: Mapping[str, type], optional: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The table, with defaults for what is optional, once every key is known, present and of its kind.

    `within` is what the table is called, "" for the whole file. Raises ExampleError that names the key.
    """
    prefix = f"{within}." if within else ""
    for key in table:
        if key not in kinds:
            raise ExampleError(path, f"unknown key {prefix + key!r}; known are {', '.join(kinds)}")
    for key, kind in kinds.items():
        if key not in table and key not in optional:
            raise ExampleError(path, f"{prefix}{key} is missing")
        if key in table and type(table[key]) is not kind:
            raise ExampleError(path, f"{prefix}{key} must be {_KINDS[kind]}, not {table[key]!r}")
    return {**optional, **table}


def texts(path: Path, key: str, values: Iterable[Any]) -> tuple[str, ...]:
    """Raises ExampleError unless every one is a string."""
    values = tuple(values)
    if not all(isinstance(value, str) for value in values):
        raise ExampleError(path, f"every one of {key} must be a string")
    return values
