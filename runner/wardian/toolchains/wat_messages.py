"""What wasmtime's assembler and its validator say, as a diagnostic of `main.wat`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from wardian.model import Diagnostic, Edit, Fix, Language, Severity, Span
from wardian.toolchains import wat_names
from wardian.toolchains.columns import Columns
from wardian.toolchains.wat_source import functions

_ENTRY = Language.WAT.entry
_PLACED = re.compile(r"(?P<text>.*?)(?:\n\s+--> | at )<anon>:(?P<line>\d{1,9}):(?P<column>\d{1,9})", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,9}")
_OFFSET = re.compile(r" \(at offset 0x[0-9a-f]+\)")
_WORD = re.compile(r"[^\s()\";]+")
_BYTE_ORDER_MARK = "\ufeff"


def diagnostic(message: str, function: str, text: str) -> Diagnostic:
    """`function` is the number of the function whose body is invalid, from 0; empty when it is something else."""
    columns = Columns({_ENTRY: text})
    if placed := _PLACED.match(message):
        line = int(placed["line"])
        column = columns.from_widths(_ENTRY, line, int(placed["column"]))
        return _explained(_at(placed["text"], line, column, columns), text, columns)
    plain = _OFFSET.sub("", message)
    start = next(islice(functions(text), int(function), None), None) if _NUMBER.fullmatch(function) else None
    if start is None:
        return Diagnostic(Severity.ERROR, plain, _ENTRY)
    line, column = _place(text, start, columns)
    return _at(f"In this function: {plain}", line, column, columns)


def _at(message: str, line: int, column: int, columns: Columns) -> Diagnostic:
    """Marks the word at the place, and what opens it."""
    text = (columns.line(_ENTRY, line) or "").encode("utf-16-le")[2 * (column - 1) :].decode("utf-16-le")
    word = _WORD.match(text, 1 if text.startswith("(") else 0)
    length = len(text[: word.end()].encode("utf-16-le")) // 2 if word else 1
    return Diagnostic(Severity.ERROR, message, _ENTRY, line, column, line, column + length)


def _explained(found: Diagnostic, text: str, columns: Columns) -> Diagnostic:
    """With the name that was meant, and where one that is there twice was first."""
    meant = wat_names.meant(found.message, text)
    message = f"{found.message}; did you mean `{meant}`?" if meant else found.message
    fixes = tuple(_fixes(found, text, meant))
    return replace(found, message=message, fixes=fixes, spans=tuple(_first(found, text, columns)))


def _fixes(found: Diagnostic, text: str, meant: str | None) -> Iterator[Fix]:
    line, column, end_column = found.line or 1, found.column or 1, found.end_column or 1
    if meant:
        yield _fix(f"Change to `{meant}`", line, column, end_column, meant)
    elif (line, column) == (1, 1) and text.startswith(_BYTE_ORDER_MARK):
        yield _fix("Remove the byte order mark", 1, 1, 2, "")
    elif found.message == "expected `)`":
        yield _fix("Insert `)`", line, column, column, ")")


def _fix(label: str, line: int, column: int, end_column: int, text: str) -> Fix:
    return Fix(label, (Edit(_ENTRY, line, column, line, end_column, text),), certain=False)


def _first(found: Diagnostic, text: str, columns: Columns) -> Iterator[Span]:
    line = columns.line(_ENTRY, found.line or 1) or ""
    name = line.encode("utf-16-le")[2 * ((found.column or 1) - 1) : 2 * ((found.end_column or 1) - 1)].decode(
        "utf-16-le"
    )
    first = wat_names.first(found.message, name, text)
    if first is not None:
        at, column = _place(text, first, columns)
        yield Span(_ENTRY, at, column, at, column + len(name.encode("utf-16-le")) // 2, "first defined here")


def _place(text: str, offset: int, columns: Columns) -> tuple[int, int]:
    before = re.split(r"\r\n|\n|\r", text[:offset])
    return len(before), columns.from_scalars(_ENTRY, len(before), len(before[-1]) + 1)
