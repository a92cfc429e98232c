"""A hostile program for a compiler, and what must become of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypedDict, Unpack

from wardian.model import Language

COMPILES = "compiles"
ERROR = "error"
"""An ordinary error of the compiler, at its place in the program."""

CRASH = "compiler-crash"
MEMORY, CPU, WALL = "limit-memory", "limit-cpu", "limit-wall"
LOG, OUTPUT, DISK = "limit-log", "limit-output", "limit-disk"


@dataclass(frozen=True, slots=True)
class Program:
    """`ends` are the ways in which its build may end: COMPILES, or what the first error is.

    `says` is in one of the errors. In the texts, `{canary}`, `{home}` and so on stand for paths of files of the host:
    see `canaries`. One that `steals` shows the canary where no sandbox hides it. `refused` is what one that compiles is
    told when it is deployed.
    """

    name: str
    language: Language
    files: Mapping[str, str]
    ends: tuple[str, ...]
    says: str = ""
    steals: bool = False
    refused: str = ""

    def reading(self, places: Mapping[str, str]) -> Program:
        """With the paths in the texts."""

        def filled(text: str) -> str:
            for name, path in places.items():
                text = text.replace(f"{{{name}}}", path)
            return text

        return replace(self, files={path: filled(text) for path, text in self.files.items()})

    def request(self) -> dict[str, object]:
        return {"language": self.language, "profile": "release", "files": dict(self.files)}


class More(TypedDict, total=False):
    """`beside` are further files of the project."""

    says: str
    steals: bool
    refused: str
    beside: Mapping[str, str]


def _program(
    name: str,
    language: Language,
    source: str,
    ends: tuple[str, ...],
    *,
    beside: Mapping[str, str] = MappingProxyType({}),
    **more: Any,
) -> Program:
    return Program(f"{language}-{name}", language, {language.entry: source, **beside}, ends, **more)


def c(name: str, source: str, *ends: str, **more: Unpack[More]) -> Program:
    return _program(name, Language.C, source, ends, **more)


def rust(name: str, source: str, *ends: str, **more: Unpack[More]) -> Program:
    return _program(name, Language.RUST, source, ends, **more)


def python(name: str, source: str, *ends: str, **more: Unpack[More]) -> Program:
    return _program(name, Language.PYTHON, source, ends, **more)


def wat(name: str, source: str, *ends: str, **more: Unpack[More]) -> Program:
    return _program(name, Language.WAT, source, ends, **more)
