"""Reads clang's messages, as it writes them under `FLAGS`, into diagnostics."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from wardian.model import Diagnostic, Edit, Fix, Severity
from wardian.sandbox import WORK, Limit, Result
from wardian.toolchains.columns import Columns

FLAGS = (
    "-fno-color-diagnostics",
    "-fdiagnostics-parseable-fixits",
    "-fdiagnostics-print-source-range-info",
    "-fno-crash-diagnostics",
)

_MESSAGE = re.compile(
    r"(?:(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+):(?P<ranges>(?:\{\d+:\d+-\d+:\d+\})*:)? )?"
    r"(?:clang: )?(?P<kind>fatal error|error|warning|note): (?P<text>.*?)(?: \[(?P<code>-[^\]\s]+)\])?"
)
_RANGE = re.compile(r"\{(\d+):(\d+)-(\d+):(\d+)\}")
_FIX = re.compile(r'fix-it:"(?P<file>.*)":\{(\d+):(\d+)-(\d+):(\d+)\}:"(?P<text>.*)"')
_INCLUDED = re.compile(r"In file included from (?P<file>[^:\n]+):(?P<line>\d+)[:,]")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"n": b"\n", b"t": b"\t"}
_WORD = re.compile(rb"\w+|.", re.ASCII)
_NO_MEMORY = re.compile(
    rb"^(?:LLVM ERROR: )?out of memory|: error: (?:unable to make|cannot allocate) memory", re.MULTILINE
)
_SEVERITIES = {
    "fatal error": Severity.ERROR,
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
}


def parse(log: str, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Diagnostics in the order of the log. Those inside the C library stand where the project included it."""
    columns = Columns(files)
    found: Diagnostic | None = None
    edits: list[Edit] = []
    included: tuple[str, int] | None = None
    for text in log.splitlines():
        if fix := _FIX.fullmatch(text):
            edits += _edit(fix, columns, files)
        elif inclusion := _INCLUDED.match(text):
            file = _project_file(inclusion["file"], files)
            included = included if file is None else (file, int(inclusion["line"]))
        elif message := _MESSAGE.fullmatch(text):
            yield from _finished(found, edits)
            found, edits = _diagnostic(message, included, columns, files), []
            included = None
    yield from _finished(found, edits)


def readable(log: str) -> str:
    """The log as clang writes it for people."""
    lines = (line for line in log.splitlines() if not _FIX.fullmatch(line))
    return "\n".join(re.sub(r"^([^:\s][^:]*:\d+:\d+:)(?:\{[\d:-]+\})+:", r"\1", line) for line in lines)


def limit(result: Result) -> Limit | None:
    """Memory, when clang or LLVM says that there is no more."""
    return Limit.MEMORY if _NO_MEMORY.search(result.stderr) else None


def _finished(found: Diagnostic | None, edits: list[Edit]) -> Iterator[Diagnostic]:
    if found is None:
        return
    yield replace(found, fixes=(Fix(_label(edits), tuple(edits)),)) if edits else found


def _label(edits: list[Edit]) -> str:
    if len(edits) > 1:
        return "Apply the suggested changes"
    (edit,) = edits
    if not edit.text:
        return "Remove this"
    inserts = (edit.line, edit.column) == (edit.end_line, edit.end_column)
    return f"{'Insert' if inserts else 'Change to'} `{edit.text}`"


def _diagnostic(
    message: re.Match[str], included: tuple[str, int] | None, columns: Columns, files: Mapping[str, str]
) -> Diagnostic | None:
    severity = _SEVERITIES[message["kind"]]
    plain = Diagnostic(severity, message["text"], code=message["code"])
    if message["file"] is None:
        return plain
    file = _project_file(message["file"], files)
    if file is not None:
        line, column = int(message["line"]), int(message["column"])
        end_line, end_column = _end(message["ranges"] or "", line, column, columns.line(file, line))
        return replace(
            plain,
            file=file,
            line=line,
            column=columns.from_bytes(file, line, column),
            end_line=end_line,
            end_column=columns.from_bytes(file, end_line, end_column),
        )
    if severity is Severity.NOTE:
        return None
    if included is None:
        return plain
    return replace(plain, file=included[0], line=included[1], column=1)


def _end(ranges: str, line: int, column: int, text: str | None) -> tuple[int, int]:
    """Where the marked text ends: of the ranges, the one that starts at the message; else the word there."""
    for match in _RANGE.finditer(ranges):
        first_line, first_column, last_line, last_column = map(int, match.groups())
        if (first_line, first_column) == (line, column):
            return last_line, last_column
    word = _WORD.match((text or "").encode(), column - 1)
    return line, column + max(1, len(word[0])) if word else column


def _edit(fix: re.Match[str], columns: Columns, files: Mapping[str, str]) -> Iterator[Edit]:
    file = _project_file(_unescape(fix["file"]), files)
    if file is None:
        return
    line, column, end_line, end_column = map(int, fix.groups()[1:5])
    yield Edit(
        file,
        line,
        columns.from_bytes(file, line, column),
        end_line,
        columns.from_bytes(file, end_line, end_column),
        _unescape(fix["text"]),
    )


def _unescape(text: str) -> str:
    """Undo the C escapes of `-fdiagnostics-parseable-fixits`: octal bytes, and a backslash before the rest."""

    def plain(match: re.Match[bytes]) -> bytes:
        escaped = match[1]
        return bytes([int(escaped, 8)]) if len(escaped) == 3 else _ESCAPED.get(escaped, escaped)

    return _ESCAPE.sub(plain, text.encode()).decode(errors="replace")


def _project_file(path: str, files: Mapping[str, str]) -> str | None:
    """`./lib/../a.h` is the project's `a.h`."""
    absolute = "/" + posixpath.normpath(posixpath.join(WORK, path)).lstrip("/")
    name = absolute.removeprefix(f"{WORK}/")
    return name if name in files else None
