"""Reads clang's fix-it lines (`-fdiagnostics-parseable-fixits`), whose columns are in bytes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from wardian.model import Edit, Fix
from wardian.sandbox import WORK
from wardian.toolchains.columns import Columns

LINE = re.compile(r'fix-it:"(?P<file>.*)":\{(\d+):(\d+)-(\d+):(\d+)\}:"(?P<text>.*)"')
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"n": b"\n", b"t": b"\t"}


class Fixes:
    """The fixes of one message. `label` is that of the note which is being read, None at the message itself.

    A note's fix is one of several ways out, so it is not certain.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self.label: str | None = None
        self._files = files
        self._columns = Columns(files)
        self._edits: list[Edit | None] = []
        self._fixes: list[Fix] = []

    def read(self, line: str) -> None:
        if match := LINE.fullmatch(line):
            self._edits.append(self._edit(match))

    def close(self) -> bool:
        """Whether the edits since the last time make a fix. One that would change the C library does not."""
        edits = [edit for edit in self._edits if edit is not None]
        whole = bool(edits) and len(edits) == len(self._edits)
        self._edits = []
        if whole:
            self._fixes.append(Fix(_sentence(self.label) or _label(edits), tuple(edits), certain=self.label is None))
        return whole

    def all(self) -> tuple[Fix, ...]:
        return tuple(self._fixes)

    def _edit(self, fix: re.Match[str]) -> Edit | None:
        file = project_file(_unescape(fix["file"]), self._files)
        if file is None:
            return None
        line, column, end_line, end_column = map(int, fix.groups()[1:5])
        start = self._columns.from_bytes(file, line, column)
        end = self._columns.from_bytes(file, end_line, end_column)
        return Edit(file, line, start, end_line, end, _unescape(fix["text"]))


def project_file(path: str, files: Mapping[str, str]) -> str | None:
    """`./lib/../a.h` is the project's `a.h`."""
    absolute = "/" + posixpath.normpath(posixpath.join(WORK, path)).lstrip("/")
    name = absolute.removeprefix(f"{WORK}/")
    return name if name in files else None


def _sentence(label: str | None) -> str:
    return "" if not label else label[0].upper() + label[1:]


def _label(edits: list[Edit]) -> str:
    if len(edits) > 1:
        return "Apply the suggested changes"
    (edit,) = edits
    if not edit.text:
        return "Remove this"
    inserts = (edit.line, edit.column) == (edit.end_line, edit.end_column)
    return f"{'Insert' if inserts else 'Change to'} `{edit.text}`"


def _unescape(text: str) -> str:
    """Undo the C escapes: octal bytes, and a backslash before the rest."""

    def plain(match: re.Match[bytes]) -> bytes:
        escaped = match[1]
        return bytes([int(escaped, 8)]) if len(escaped) == 3 else _ESCAPED.get(escaped, escaped)

    return _ESCAPE.sub(plain, text.encode()).decode(errors="replace")
