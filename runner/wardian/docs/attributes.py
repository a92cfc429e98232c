"""The attributes of a `playground` fence, as its info string says them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Attributes:
    """`label` is the name that readers see for the entry file; `height` is in lines of code.

    `args` and `stdin` are None where the fence does not say them.
    """

    language: Language | None = None
    label: str | None = None
    example: str | None = None
    title: str | None = None
    args: tuple[str, ...] | None = None
    stdin: str | None = None
    height: int | None = None
    readonly: bool = False
    hide: bool = False
    edge: bool = False
    expect: str | None = None
    ask: str | None = None
    options: tuple[str, ...] = ()


def _language(value: str) -> Language:
    try:
        return Language(value)
    except ValueError:
        raise FenceProblem(f"language must be one of {', '.join(Language)}, not {value!r}") from None


def _flag(name: str) -> Callable[[str], bool]:
    """A flag stands alone; superfences then gives its name as its value."""

    def read(value: str) -> bool:
        if value != name:
            raise FenceProblem(f"{name} takes no value, but it has {value!r}")
        return True

    return read


def _text(name: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not value.strip():
            raise FenceProblem(f"{name} must not be empty")
        return unescaped(name, value)

    return read


def _label(value: str) -> str:
    if not value or value != PurePosixPath(value).name or "\\" in value or value.startswith("."):
        raise FenceProblem(f'file must be a plain name such as "hello.c", not {value!r}')
    return value


def _example(value: str) -> str:
    language, slash, name = value.partition("/")
    if not slash or language not in set(Language) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise FenceProblem(f'example must be a language and a name, such as "c/hello", not {value!r}')
    return value


def _args(value: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(value))
    except ValueError as error:
        raise FenceProblem(f"args are split as a shell does, but {value!r} cannot be: {error}") from None


def _height(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", value) or not MIN_HEIGHT <= int(value) <= MAX_HEIGHT:
        raise FenceProblem(f"height must be a number of lines from {MIN_HEIGHT} to {MAX_HEIGHT}, not {value!r}")
    return int(value)


def _edge(value: str) -> bool:
    if value != "edge":
        raise FenceProblem(f'run must be "edge", or left out to run it as a program, not {value!r}')
    return True


def _options(value: str) -> tuple[str, ...]:
    options = tuple(unescaped("options", part).strip() for part in value.split("|"))
    if len(options) < 2 or len(set(options)) < len(options) or "" in options:
        raise FenceProblem(f'options must be at least two different texts with | between them, "3|7", not {value!r}')
    return options


def unescaped(name: str, value: str) -> str:
    r"""The text with its \n, \t and \\ read."""

    def replace(match: re.Match[str]) -> str:
        if match[1] not in _ESCAPES:
            raise FenceProblem(rf"{name} has {match[0]!r} in it; a backslash may only stand in \n, \t and \\")
        return _ESCAPES[match[1]]

    return re.sub(r"\\(.?)", replace, value, flags=re.DOTALL)


READERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "language": ("language", _language),
    "file": ("label", _label),
    "example": ("example", _example),
    "title": ("title", _text("title")),
    "args": ("args", _args),
    "stdin": ("stdin", lambda value: unescaped("stdin", value)),
    "height": ("height", _height),
    "readonly": ("readonly", _flag("readonly")),
    "hide": ("hide", _flag("hide")),
    "run": ("edge", _edge),
    "expect": ("expect", _text("expect")),
    "ask": ("ask", _text("ask")),
    "options": ("options", _options),
}
"""What each attribute is called in `Attributes`, and how its text is read."""


def read(inputs: Mapping[str, str]) -> Attributes:
    """The attributes of a fence. Raises FenceProblem."""
    values: dict[str, Any] = {}
    for name, value in inputs.items():
        if name not in READERS:
            raise FenceProblem(f"there is no attribute {name!r}; there are {', '.join(READERS)}")
        field, reader = READERS[name]
        values[field] = reader(value)
    attributes = Attributes(**values)
    _check(attributes)
    return attributes


def _check(attributes: Attributes) -> None:
    """That the attributes go together."""
    if attributes.language is None and attributes.example is None:
        raise FenceProblem(f'it needs language="…" ({", ".join(Language)}), or example="…"')
    if attributes.example is not None:
        _check_example(attributes, attributes.example)
    if attributes.label is not None and attributes.language is not None:
        suffix = PurePosixPath(attributes.language.entry).suffix
        if PurePosixPath(attributes.label).suffix != suffix:
            raise FenceProblem(
                f"file must end with {suffix} for {attributes.language.label}, not be {attributes.label!r}"
            )
    _check_quiz(attributes)


def _check_example(attributes: Attributes, example: str) -> None:
    if attributes.language not in (None, Language(example.partition("/")[0])):
        raise FenceProblem(f"language is {attributes.language.value!r}, but the example is {example!r}")
    for name, value in (("file", attributes.label), ("hide", attributes.hide)):
        if value:
            raise FenceProblem(f"{name} is of no use with example; the example's own files are shown")


def _check_quiz(attributes: Attributes) -> None:
    if (attributes.ask is None) != (not attributes.options):
        missing, present = ("options", "ask") if attributes.ask is not None else ("ask", "options")
        raise FenceProblem(f'{present} needs {missing} too: ask="What is printed?" options="3|7"')
    if attributes.ask is None:
        return
    if attributes.edge:
        raise FenceProblem("a quiz runs a program; ask cannot be used with run")
    if attributes.expect is None:
        raise FenceProblem("ask needs expect too: which of the options the program prints")
    if attributes.expect.strip() not in attributes.options:
        choices = ", ".join(map(repr, attributes.options))
        raise FenceProblem(f"expect must be one of the options ({choices}), not {attributes.expect!r}")
