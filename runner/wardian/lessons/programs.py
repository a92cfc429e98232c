"""The lessons' own programs, which are the only ones that ever run natively."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_ENTRY = "main.c"


@dataclass(frozen=True, slots=True)
class Program:
    """`group/name` in the folder of programs: a folder with a main.c, or a Python script.

    A program is named, never given, so that no other text can be compiled or run in its place.
    Raises ValueError for a name that leads elsewhere.
    """

    group: str
    name: str

    def __post_init__(self) -> None:
        if not self.path.resolve().is_relative_to(folder().resolve()):
            raise ValueError(f"{self.group}/{self.name} is none of the lessons' programs")

    @property
    def path(self) -> Path:
        place = folder() / self.group / self.name
        return place / _ENTRY if place.is_dir() else place.with_suffix(".py")

    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")


def folder() -> Path:
    """The programs that came with this installation; in a clone, its `site/programs` folder."""
    package = Path(__file__).parents[1]
    packaged = package / "_programs"
    return packaged if packaged.is_dir() else package.parents[1] / "site/programs"


def of(group: str) -> tuple[Program, ...]:
    """All of a group, by name."""
    places = sorted((folder() / group).iterdir())
    return tuple(Program(group, place.stem) for place in places if place.suffix == ".py" or (place / _ENTRY).is_file())
