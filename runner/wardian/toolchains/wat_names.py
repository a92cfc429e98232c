"""Finds the name that was meant, among those of the same kind in a module's own text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

_UNKNOWN = re.compile(r"unknown (?P<kind>\w+): failed to find name `(?P<name>\$[^`]+)`")
_DUPLICATE = re.compile(r"duplicate (?P<kind>\w+) identifier")
_NAME = r"\$[^\s()\";,]+"
_KINDS = {"label": ("block", "loop", "if", "try_table"), "local": ("local", "param")}
"""What introduces a name, where it is not the kind's own word."""

_LIKE = 0.6


def meant(message: str, text: str) -> str | None:
    """The nearest name (by matching blocks, Ratcliff and Obershelp) to one that is not there, None if none is near."""
    unknown = _UNKNOWN.search(message)
    if unknown is None:
        return None
    names = {name for name, _ in _definitions(unknown["kind"], text)} - {unknown["name"]}
    near = difflib.get_close_matches(unknown["name"], sorted(names), n=1, cutoff=_LIKE)
    return near[0] if near else None


def first(message: str, name: str, text: str) -> int | None:
    """Where a name that is defined twice is defined first, as an offset in the text."""
    duplicate = _DUPLICATE.search(message)
    if duplicate is None:
        return None
    return next((at for found, at in _definitions(duplicate["kind"], text) if found == name), None)


def _definitions(kind: str, text: str) -> Iterator[tuple[str, int]]:
    words = "|".join(_KINDS.get(kind, (kind,)))
    for match in re.finditer(rf"(?:^|[\s(])(?:{words})\s+(?P<name>{_NAME})", text):
        yield match["name"], match.start("name")
