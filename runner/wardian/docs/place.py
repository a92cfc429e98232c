"""Where a fence stands: the file and the line that a message about it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown import Markdown
from pymdownx.superfences import RE_NESTED_FENCE_START, RE_OPTIONS

NAME = "playground"
_PREFIX = "> \t"


@dataclass(frozen=True, slots=True)
class Opening:
    """The line that opens a fence, without what it is indented by; `line` counts from 1."""

    line: int
    header: str


@dataclass(slots=True)
class Page:
    """A page's file: its name for messages, and its lines with the front matter. `made` counts its fences' headers."""

    name: str
    lines: Sequence[str]
    made: Counter[str] = field(default_factory=Counter)

    def where(self, opening: Opening, offset: int = 0) -> str:
        """The file and the line: `site/index.md:12`.

        Markdown has lost the front matter and perhaps gained text when it sees the fence, so the line is looked up.
        """
        same = [number for number, line in enumerate(self.lines, 1) if _header(line) == opening.header]
        if not same:
            return self.name
        return f"{self.name}:{min(same, key=lambda number: abs(number - opening.line)) + offset}"


def find(md: Markdown, inputs: Mapping[str, str]) -> Opening:
    """The opening that superfences is validating: the first one behind its last finished fence with these inputs."""
    stack = getattr(md.preprocessors["fenced_code_block"], "stack", [])
    start = stack[-1][2] if stack else 0
    lines: list[str] = md.lines  # type: ignore[attr-defined]
    for number, line in enumerate(lines[start:], start + 1):
        match = RE_NESTED_FENCE_START.match(_header(line))
        if match is not None and match["lang"] == NAME and _options(match["options"] or "") == inputs:
            return Opening(number, match[0].rstrip())
    return Opening(0, "")


def openings(markdown: str) -> Iterator[Opening]:
    """The lines of a page that mean to open one of our fences. Those that are shown in other fences do not."""
    end: re.Pattern[str] | None = None
    for number, line in enumerate(markdown.split("\n"), 1):
        header = _header(line)
        if end is not None:
            end = None if end.fullmatch(header) else end
        elif (start := re.match(r"(`{3,}|~{3,})[ \t]*\{?[ \t]*\.?([\w#.+-]*)", header)) is not None:
            match = RE_NESTED_FENCE_START.match(header)
            if start[2] == NAME:
                yield Opening(number, header)
            if match is not None and not match["unrecognized"]:
                end = re.compile(re.escape(start[1]))


def _header(line: str) -> str:
    return line.lstrip(_PREFIX).rstrip()


def _options(text: str) -> dict[str, str]:
    """As superfences reads them: an option without a value has its name as its value."""
    return {
        match["key"]: match["value"] if match["value"] is not None else match["key"]
        for match in RE_OPTIONS.finditer(text)
    }
