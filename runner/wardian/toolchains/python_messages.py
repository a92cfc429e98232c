"""What CPython's `compile` said, as diagnostics."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from wardian.model import Diagnostic, Severity, Span
from wardian.toolchains import python_fixes
from wardian.toolchains.columns import Columns

_RECORD = (bool, str, str, int, int, int, int)
_ON_LINE = re.compile(
    r"(?P<what>opening parenthesis '(?P<bracket>.)'|'\w+' statement|(?:function|class) definition)"
    r" on line (?P<line>\d+)"
)


def read(stdout: bytes, sources: Mapping[str, str]) -> list[Diagnostic] | None:
    """None when it is not what check_python.py writes of those sources."""
    try:
        said = json.loads(stdout)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.keys() != sources.keys():
        return None
    if not all(isinstance(items, list) and all(map(_is_record, items)) for items in said.values()):
        return None
    return [diagnostic(path, sources[path], item) for path, items in said.items() for item in items]


def _is_record(item: object) -> bool:
    if not isinstance(item, list) or len(item) != len(_RECORD):
        return False
    return all(type(field) is kind for field, kind in zip(item, _RECORD, strict=True))


def diagnostic(path: str, source: str, item: list[Any]) -> Diagnostic:
    """`item` has the fields of the record in world.wit; a 0 stands for a place that Python does not know."""
    is_error, code, message, *place = item
    line, column, end_line, end_column = (number or None for number in place)
    severity = Severity.ERROR if is_error else Severity.WARNING
    columns = Columns({path: source})
    found = Diagnostic(severity, message, path, line, column, end_line, end_column, code)
    return python_fixes.added(replace(found, spans=tuple(_spans(path, message, columns))), columns)


def log(found: Iterable[Diagnostic]) -> str:
    return "".join(f"{_place(item)}: {item.severity}: {item.code}: {item.message}\n" for item in found)


def _spans(path: str, message: str, columns: Columns) -> Iterable[Span]:
    """The other line that a message names: where a bracket was opened, or the statement without a body."""
    for match in _ON_LINE.finditer(message):
        line = int(match["line"])
        text = columns.line(path, line) or ""
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if match["bracket"] is not None and text.count(match["bracket"]) == 1:
            start = text.index(match["bracket"])
            end = start + 1
        if start < end:
            first, last = (columns.from_scalars(path, line, index + 1) for index in (start, end))
            yield Span(path, line, first, line, last, match["what"])


def _place(item: Diagnostic) -> str:
    return ":".join(str(part) for part in (item.file, item.line, item.column) if part is not None)
