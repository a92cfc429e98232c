"""Reads `wardian.toml`, which describes a project:

title = "Game of Life"
description = "One line: what the reader will see."
kind = "console"            # or "interactive" (reads its input), or "handler" (answers HTTP requests)
language = "c"
order = 2                   # place among the language's examples, from 1

[run]                       # optional: how the browser starts it
args = ["--fast"]
stdin = "typed beforehand"
env = { REQUEST_METHOD = "GET" }
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from wardian.model import Language

NAME = "wardian.toml"

_KINDS = {str: "a string", int: "an integer", list: "a list", dict: "a table"}
Choice = TypeVar("Choice", bound=StrEnum)


class ExampleError(ValueError):
    """An example is incomplete or wrong; the message starts with the file to look at."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")


class Kind(StrEnum):
    CONSOLE = "console"
    INTERACTIVE = "interactive"
    HANDLER = "handler"


@dataclass(frozen=True, slots=True)
class Run:
    """How the browser starts the program; `args` leaves out the program's own name."""

    args: tuple[str, ...] = ()
    stdin: str = ""
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Config:
    title: str
    description: str
    kind: Kind
    language: Language
    order: int
    run: Run


def read(path: Path) -> Config:
    """What the file `path` says. Raises ExampleError."""
    table = _parse(path)
    values = _take(
        path, table, title=str, description=str, kind=str, language=str, order=int, run=dict, optional={"run": {}}
    )
    return Config(
        title=_line(path, "title", values["title"]),
        description=_line(path, "description", values["description"]),
        kind=_member(path, Kind, "kind", values["kind"]),
        language=_member(path, Language, "language", values["language"]),
        order=values["order"],
        run=_run(path, values["run"]),
    )


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ExampleError(path, "is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExampleError(path, str(error)) from error


def _take(
    path: Path, table: Mapping[str, Any], *, optional: Mapping[str, Any], **kinds: type[Any]
) -> Mapping[str, Any]:
    """The table with its defaults, once every key is known, present and of its kind."""
    for key in table:
        if key not in kinds:
            raise ExampleError(path, f"unknown key {key!r}; known are {', '.join(kinds)}")
    values = {**optional, **table}
    for key, kind in kinds.items():
        if key not in values:
            raise ExampleError(path, f"{key} is missing")
        if type(values[key]) is not kind:
            raise ExampleError(path, f"{key} must be {_KINDS[kind]}, not {values[key]!r}")
    return values


def _member(path: Path, choices: type[Choice], key: str, value: str) -> Choice:
    try:
        return choices(value)
    except ValueError as error:
        raise ExampleError(path, f"{key} must be one of {', '.join(choices)}, not {value!r}") from error


def _line(path: Path, key: str, value: str) -> str:
    if not value.strip() or "\n" in value:
        raise ExampleError(path, f"{key} must be one line of text")
    return value


def _run(path: Path, table: Mapping[str, Any]) -> Run:
    values = _take(path, table, args=list, stdin=str, env=dict, optional={"args": [], "stdin": "", "env": {}})
    for key, texts in (("args", values["args"]), ("env", values["env"].values())):
        if not all(isinstance(text, str) for text in texts):
            raise ExampleError(path, f"every one of run.{key} must be a string")
    return Run(tuple(values["args"]), values["stdin"], values["env"])
