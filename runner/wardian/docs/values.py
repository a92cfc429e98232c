"""How the texts of a fence's attributes are read. Every reader raises FenceProblem."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import PurePosixPath

from wardian.model import Language

MIN_HEIGHT = 2
MAX_HEIGHT = 60
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}


class FenceProblem(ValueError):
    """What is wrong with a fence, and what would be right. `offset` counts lines from the one that opens it."""

    def __init__(self, detail: str, offset: int = 0) -> None:
        super().__init__(detail)
        self.detail = detail
        self.offset = offset


def language(value: str) -> Language:
    try:
        return Language(value)
    except ValueError:
        raise FenceProblem(f"language must be one of {', '.join(Language)}, not {value!r}") from None


def flag(name: str) -> Callable[[str], bool]:
    """A flag stands alone; superfences then gives its name as its value."""

    def read(value: str) -> bool:
        if value != name:
            raise FenceProblem(f"{name} takes no value, but it has {value!r}")
        return True

    return read


def text(name: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not value.strip():
            raise FenceProblem(f"{name} must not be empty")
        return unescaped(name, value)

    return read


def label(value: str) -> str:
    if not value or value != PurePosixPath(value).name or "\\" in value or value.startswith("."):
        raise FenceProblem(f'file must be a plain name such as "hello.c", not {value!r}')
    return value


def example(value: str) -> str:
    language, slash, name = value.partition("/")
    if not slash or language not in set(Language) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise FenceProblem(f'example must be a language and a name, such as "c/hello", not {value!r}')
    return value


def args(value: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(value))
    except ValueError as error:
        raise FenceProblem(f"args are split as a shell does, but {value!r} cannot be: {error}") from None


def height(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", value) or not MIN_HEIGHT <= int(value) <= MAX_HEIGHT:
        raise FenceProblem(f"height must be a number of lines from {MIN_HEIGHT} to {MAX_HEIGHT}, not {value!r}")
    return int(value)


def edge(value: str) -> bool:
    if value != "edge":
        raise FenceProblem(f'run must be "edge", or left out to run it as a program, not {value!r}')
    return True


def options(value: str) -> tuple[str, ...]:
    found = tuple(unescaped("options", part).strip() for part in value.split("|"))
    if len(found) < 2 or len(set(found)) < len(found) or "" in found:
        raise FenceProblem(f'options must be at least two different texts with | between them, "3|7", not {value!r}')
    return found


def unescaped(name: str, value: str) -> str:
    r"""The text with its \n, \t and \\ read."""

    def replace(match: re.Match[str]) -> str:
        if match[1] not in _ESCAPES:
            raise FenceProblem(rf"{name} has {match[0]!r} in it; a backslash may only stand in \n, \t and \\")
        return _ESCAPES[match[1]]

    return re.sub(r"\\(.?)", replace, value, flags=re.DOTALL)
