"""Diagnostics for a terminal: the place, the line with what is marked in it, and what else is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import click

from wardian.model import Diagnostic, Note, Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_WIDEST = 160
"""A longer line is not shown."""


def show(diagnostics: Iterable[Diagnostic], files: Mapping[str, str]) -> None:
    """On standard error."""
    for found in diagnostics:
        for line in lines(found, files):
            click.echo(line, err=True)


def lines(found: Diagnostic, files: Mapping[str, str]) -> Iterator[str]:
    code = f" [{found.code}]" if found.code else ""
    yield f"{_place(found)}{found.severity}: {found.message}{code}"
    yield from _marked(found, files)
    for span in found.spans:
        if span.label:
            yield f"  {_place(span)}{span.label}"
    for note in found.notes:
        yield f"  {_place(note)}{note.kind}: {note.message}"
    for fix in found.fixes:
        yield f"  {'fix' if fix.certain else 'perhaps'}: {fix.message}"


def _place(item: Diagnostic | Span | Note) -> str:
    place = ":".join(str(part) for part in (item.file, item.line, item.column) if part)
    return f"{place}: " if place else ""


def _marked(found: Diagnostic, files: Mapping[str, str]) -> Iterator[str]:
    """The line and carets under it. Tabs stay tabs, so that the carets stand where the terminal puts the text."""
    if found.file is None or found.line is None or found.column is None:
        return
    source = _LINE_END.split(files.get(found.file, ""))
    if found.line > len(source) or len(source[found.line - 1]) > _WIDEST:
        return
    line = source[found.line - 1]
    start = _index(line, found.column)
    end = _index(line, found.end_column) if found.end_column and found.end_line == found.line else len(line)
    yield f"    {line}"
    before = "".join("\t" if character == "\t" else " " for character in line[:start])
    yield f"    {before}{'^' * max(1, end - start)}"


def _index(line: str, column: int) -> int:
    """Of the character at a UTF-16 column."""
    return len(line.encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le", errors="ignore"))
