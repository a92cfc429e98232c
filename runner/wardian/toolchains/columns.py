"""Compilers count columns in bytes, in Unicode scalars or as a terminal shows them; we count UTF-16 code units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_LINE_END = re.compile(r"\r\n|\n|\r")


class Columns:
    """Converts columns (all starting at 1) in the files of one project, by path.

    A line that does not exist (`#line` can name any) leaves its column as it is.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._lines: dict[str, list[str]] = {}

    def from_bytes(self, file: str, line: int, column: int) -> int:
        text = self.line(file, line)
        if text is None:
            return column
        return _utf16(text.encode()[: column - 1].decode(errors="ignore")) + 1

    def from_scalars(self, file: str, line: int, column: int) -> int:
        text = self.line(file, line)
        return column if text is None else _utf16(text[: column - 1]) + 1

    def from_widths(self, file: str, line: int, column: int) -> int:
        """From columns of a terminal, where an ideograph takes two and a combining mark none (UAX 11)."""
        width = 1
        text = self.line(file, line) or ""
        for index, character in enumerate(text):
            if width >= column:
                return _utf16(text[:index]) + 1
            width += _width(character)
        return _utf16(text) + 1 + max(0, column - width)

    def line(self, file: str, line: int) -> str | None:
        """The text of a line without its end, None where there is no such line."""
        if file not in self._lines:
            self._lines[file] = _LINE_END.split(self._files[file]) if file in self._files else []
        lines = self._lines[file]
        return lines[line - 1] if 0 < line <= len(lines) else None


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
