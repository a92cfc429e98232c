"""The attributes of a `playground` fence, as its info string says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from wardian.docs import values
from wardian.docs.values import FenceProblem
from wardian.model import Language


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


READERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "language": ("language", values.language),
    "file": ("label", values.label),
    "example": ("example", values.example),
    "title": ("title", values.text("title")),
    "args": ("args", values.args),
    "stdin": ("stdin", lambda value: values.unescaped("stdin", value)),
    "height": ("height", values.height),
    "readonly": ("readonly", values.flag("readonly")),
    "hide": ("hide", values.flag("hide")),
    "run": ("edge", values.edge),
    "expect": ("expect", values.text("expect")),
    "ask": ("ask", values.text("ask")),
    "options": ("options", values.options),
}
"""What each attribute is called in `Attributes`, and how its text is read."""

FLAGS = frozenset({"readonly", "hide"})


def check_written(pairs: Sequence[tuple[str, str | None]]) -> None:
    """What cannot be seen once the attributes are in a mapping. Raises FenceProblem."""
    names = [name for name, _ in pairs]
    for name, value in pairs:
        if names.count(name) > 1:
            raise FenceProblem(f"{name} is there twice")
        if value is None and name in READERS and name not in FLAGS:
            raise FenceProblem(f'{name} needs a value: {name}="…"')


def read(inputs: Mapping[str, str]) -> Attributes:
    """The attributes of a fence. Raises FenceProblem."""
    fields: dict[str, Any] = {}
    for name, value in inputs.items():
        if name not in READERS:
            raise FenceProblem(f"there is no attribute {name!r}; there are {', '.join(READERS)}")
        field, reader = READERS[name]
        fields[field] = reader(value)
    attributes = Attributes(**fields)
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
