"""Finds functions in WebAssembly text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r""" "(?:[^"\\]|\\.)*" | ;;[^\n]* | \(; | \(\s*[a-z]* | \) """, re.VERBOSE)
_COMMENT_EDGE = re.compile(r"\(;|;\)")


def functions(text: str) -> Iterator[int]:
    """Where each function with a body starts, as offsets in the text, in the order of the module's code section."""
    enclosing: list[tuple[str, int]] = []
    imported = False
    position = 0
    while token := _TOKEN.search(text, position):
        position = token.end()
        word = token[0]
        if word == "(;":
            position = _comment_end(text, position)
        elif word == ")":
            keyword, start = enclosing.pop() if enclosing else ("", 0)
            if keyword == "func" and not imported and _is_field(enclosing):
                yield start
            imported = imported and keyword != "func"
        elif word.startswith("("):
            keyword = word[1:].strip()
            imported = imported or (keyword == "import" and [name for name, _ in enclosing[-1:]] == ["func"])
            enclosing.append((keyword, token.start()))


def _is_field(enclosing: list[tuple[str, int]]) -> bool:
    return [name for name, _ in enclosing] in ([], ["module"])


def _comment_end(text: str, position: int) -> int:
    """Block comments nest."""
    depth = 1
    while depth and (edge := _COMMENT_EDGE.search(text, position)):
        depth += 1 if edge[0] == "(;" else -1
        position = edge.end()
    return position if depth == 0 else len(text)
