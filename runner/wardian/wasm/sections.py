"""The sections that a binary is divided into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardian.wasm.reader import Reader
from wardian.wasm.summary import LISTED, SectionView, short

CUSTOM = 0
HEAD = 8
"""Bytes of the magic number and the version."""


@dataclass(frozen=True, slots=True)
class Section:
    """`content` is what follows its size and, in a custom section, its name."""

    number: int
    name: str
    content: Reader
    offset: int
    size: int

    @property
    def custom(self) -> bool:
        return self.number == CUSTOM


def split(reader: Reader, names: Sequence[str]) -> Iterator[Section]:
    """The sections after the head, in order. `names` are by number."""
    while reader.left:
        number = reader.byte()
        if number >= len(names):
            raise reader.malformed(f"has a section of the unknown kind {number}")
        content = reader.part(reader.unsigned())
        name = content.text() if number == CUSTOM else names[number]
        yield Section(number, name, content, content.at, content.left)


def view(section: Section, whole: int) -> SectionView:
    """`whole` is the file's size."""
    return SectionView(
        name=short(section.name),
        custom=section.custom,
        offset=section.offset,
        size=section.size,
        share=round(section.size / whole, 6),
    )


def views(sections: Sequence[Section], whole: int) -> tuple[SectionView, ...]:
    return tuple(view(section, whole) for section in sections[:LISTED])
