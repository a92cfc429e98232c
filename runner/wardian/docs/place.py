"""Where a fence stands: the file and the line that a message about it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.extensions.attr_list import get_attrs
from pymdownx.superfences import RE_NESTED_FENCE_START, RE_OPTIONS

NAME = "playground"
_PREFIX = "> \t"
_OURS = re.compile(rf"(?:`{{3,}}|~{{3,}})[ \t]*\{{?[ \t]*\.?{NAME}(?![\w#.+-])")


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens a fence, without what it is indented by; `line` counts from 1, and is 0 if nobody knows."""

    line: int
    header: str


@dataclass(slots=True)
class Page:
    """A page's file: its name for messages and its openings. `made` counts the fences made so far by their headers."""

    name: str
    openings: Sequence[Opening]
    made: Counter[str] = field(default_factory=Counter)

    def where(self, opening: Opening, offset: int) -> str:
        """The file and the line, `site/index.md:12`, of the next fence that is opened so.

        Markdown knows no front matter and may have text from elsewhere: its own count of lines is of no use.
        """
        same = [other.line for other in self.openings if other.header == opening.header]
        if not same:
            return self.name
        return f"{self.name}:{same[min(self.made[opening.header], len(same) - 1)] + offset}"


def find(md: Markdown, inputs: Mapping[str, str]) -> Opening:
    """The opening that superfences is validating: the first one behind its last finished fence with these inputs."""
    stack = getattr(md.preprocessors["fenced_code_block"], "stack", [])
    start = stack[-1][2] if stack else 0
    lines: list[str] = md.lines  # type: ignore[attr-defined]
    for number, line in enumerate(lines[start:], start + 1):
        opening = Opening(number, _header(line))
        if _OURS.match(opening.header) and readable(opening) and valued(pairs(opening)) == inputs:
            return opening
    return Opening(0, "")


def valued(written: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """An attribute without a value has its name as its value, as superfences has it."""
    return {key: key if value is None else value for key, value in written}


def pairs(opening: Opening) -> list[tuple[str, str | None]]:
    """The attributes as they are written, some perhaps twice; None for one without a value."""
    match = RE_NESTED_FENCE_START.match(opening.header)
    return [] if match is None else list(_pairs(match))


def readable(opening: Opening) -> bool:
    """Whether superfences takes the line for one that opens a fence."""
    match = RE_NESTED_FENCE_START.match(opening.header)
    return match is not None and not match["unrecognized"]


def openings(markdown: str) -> Iterator[Opening]:
    """The lines of a page that mean to open one of our fences. Those that are shown in other fences do not."""
    end: str | None = None
    for number, line in enumerate(markdown.split("\n"), 1):
        header = _header(line)
        if end is not None:
            end = None if header == end else end
            continue
        opening = Opening(number, header)
        if _OURS.match(header):
            yield opening
        if readable(opening):
            end = header[: len(header) - len(header.lstrip(header[0]))]


def _header(line: str) -> str:
    return line.lstrip(_PREFIX).rstrip()


def _pairs(match: re.Match[str]) -> Iterator[tuple[str, str | None]]:
    if match["attrs"] is not None:
        yield from ((key, value) for key, value in get_attrs(match["attrs"]) if key not in (".", "id"))
    for option in RE_OPTIONS.finditer(match["options"] or ""):
        yield option["key"], option["value"]
