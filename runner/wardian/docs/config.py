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

`powers` has the tables that say what it may do when it is deployed. A project that is in no gallery may leave out all
but what it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from wardian.docs import powers
from wardian.docs.tables import ExampleError, parse, take, texts
from wardian.model import Grants, Language, Route

NAME = "wardian.toml"

_EXAMPLE: Mapping[str, type] = {"title": str, "description": str, "kind": str, "language": str, "order": int}
_WHOLE: Mapping[str, type] = {**_EXAMPLE, "run": dict, "grants": dict, "routes": list}
Choice = TypeVar("Choice", bound=StrEnum)


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
class About:
    """What the file says of any project. `language` is None where it does not say."""

    language: Language | None
    run: Run
    grants: Grants
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """What it says of an example."""

    title: str
    description: str
    kind: Kind
    language: Language
    order: int
    run: Run
    grants: Grants


def read(path: Path) -> Config:
    """What the file `path` says of an example. Raises ExampleError."""
    values = _taken(path, {})
    return Config(
        title=_line(path, "title", values["title"]),
        description=_line(path, "description", values["description"]),
        kind=_member(path, Kind, "kind", values["kind"]),
        language=_member(path, Language, "language", values["language"]),
        order=values["order"],
        run=_run(path, values["run"]),
        grants=powers.grants(path, values["grants"]),
    )


def read_about(path: Path) -> About:
    """What the file `path` says of a project that need not be an example. Raises ExampleError."""
    values = _taken(path, dict.fromkeys(_EXAMPLE))
    language = values["language"]
    return About(
        language=None if language is None else _member(path, Language, "language", language),
        run=_run(path, values["run"]),
        grants=powers.grants(path, values["grants"]),
        routes=powers.routes(path, values["routes"]),
    )


def _taken(path: Path, optional: Mapping[str, Any]) -> Mapping[str, Any]:
    return take(path, "", parse(path), _WHOLE, {**optional, "run": {}, "grants": {}, "routes": []})


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
    kinds = {"args": list, "stdin": str, "env": dict}
    values = take(path, "run", table, kinds, {"args": [], "stdin": "", "env": {}})
    texts(path, "run.env", values["env"].values())
    return Run(texts(path, "run.args", values["args"]), values["stdin"], values["env"])
