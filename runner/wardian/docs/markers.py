"""Lines that say what is shown of a file: a comment with only `show` or `hide` in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wardian.docs.values import FenceProblem
from wardian.model import Language

COMMENT = {Language.C: "//", Language.RUST: "//", Language.PYTHON: "#", Language.WAT: ";;"}
"""How a line of comment begins."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A file without its markers. `hidden` has the first and the last line of each folded passage, from 1."""

    text: str
    hidden: tuple[tuple[int, int], ...] = ()
    marked: bool = False


def shown(language: Language, lines: Sequence[str], offset: int) -> Shown:
    """What the markers among the lines say. Without any, all is shown.

    Lines are shown from `show` to `hide`; those before the first marker, if it is `hide`. `offset` is the place of the
    first line, counted from the one that opens the fence. Raises FenceProblem for a marker that changes nothing.
    """
    marker = re.compile(rf"\s*{re.escape(COMMENT[language])}\s*(show|hide)\s*")
    found = [(number, match[1]) for number, line in enumerate(lines) if (match := marker.fullmatch(line))]
    if not found:
        return Shown(_text(lines))
    visible = found[0][1] == "hide"
    markers = dict(found)
    kept: list[tuple[str, bool]] = []
    for number, line in enumerate(lines):
        if number not in markers:
            kept.append((line, visible))
        elif visible is (markers[number] == "show"):
            raise FenceProblem(
                f'"{line.strip()}" changes nothing here: the lines above are so already', offset + number
            )
        else:
            visible = not visible
    if not any(visible and line.strip() for line, visible in kept):
        raise FenceProblem("hide leaves no line to show", offset)
    return Shown(_text([line for line, _ in kept]), _passages([visible for _, visible in kept]), marked=True)


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _passages(visible: Sequence[bool]) -> tuple[tuple[int, int], ...]:
    passages: list[tuple[int, int]] = []
    for number, is_visible in enumerate(visible, 1):
        if is_visible:
            continue
        if passages and passages[-1][1] == number - 1:
            passages[-1] = (passages[-1][0], number)
        else:
            passages.append((number, number))
    return tuple(passages)
