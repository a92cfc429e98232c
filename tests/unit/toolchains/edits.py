"""Applies a fix as an editor does."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wardian.model import Fix

_LINE_END = re.compile(r"\r\n|\n|\r")


def applied(fix: Fix, files: Mapping[str, str]) -> dict[str, str]:
    changed = dict(files)
    for edit in sorted(fix.edits, key=lambda edit: (edit.line, edit.column), reverse=True):
        text = changed[edit.file]
        start, end = offset(text, edit.line, edit.column), offset(text, edit.end_line, edit.end_column)
        changed[edit.file] = text[:start] + edit.text + text[end:]
    return changed


def offset(text: str, line: int, column: int) -> int:
    """The index of the character at a place, both 1-based, the column in UTF-16 code units."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    units = text[starts[line - 1] :].encode("utf-16-le")[: 2 * (column - 1)]
    return starts[line - 1] + len(units.decode("utf-16-le"))
