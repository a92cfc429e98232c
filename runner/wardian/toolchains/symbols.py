"""Linkers know symbols, not places: finds where the sources name one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wardian.model import Diagnostic, Severity, Span
from wardian.toolchains.columns import Columns


def diagnostic(symbol: str, files: Mapping[str, str], severity: Severity, text: str, code: str) -> Diagnostic:
    """At the first place, in the order of the files, that names the symbol; without a place when none does."""
    for file in files:
        if place := span(symbol, file, files, ""):
            return Diagnostic(severity, text, file, place.line, place.column, place.end_line, place.end_column, code)
    return Diagnostic(severity, text, next(iter(files), None) if len(files) == 1 else None, code=code)


def span(symbol: str, file: str, files: Mapping[str, str], label: str) -> Span | None:
    """Where the file first names the symbol; None when it does not, or is not the project's."""
    source = files.get(file, "")
    name = re.search(rf"\b{re.escape(symbol)}\b", source)
    if name is None:
        return None
    before = re.split(r"\r\n|\n|\r", source[: name.start()])
    line, column, columns = len(before), len(before[-1]) + 1, Columns(files)
    ends = columns.from_scalars(file, line, column + len(symbol))
    return Span(file, line, columns.from_scalars(file, line, column), line, ends, label)
