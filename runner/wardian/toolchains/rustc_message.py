"""One of rustc's JSON messages (`--error-format=json`) as a diagnostic.

Its columns count Unicode scalars, and not a byte order mark at the start of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from wardian.model import EXPLANATIONS, Diagnostic, Edit, Fix, Note, NoteKind, Severity, Span
from wardian.toolchains.columns import Columns

_BY_DEFAULT = re.compile(r"`#\[\w+\(.*\)\]` (?:\(part of .*\) )?on by default")
_APPLICABLE = ("MachineApplicable", "MaybeIncorrect")
_SHOWN = 60
"""Up to so many characters, a fix's text is a part of its label."""

_Json = dict[str, Any]
_Range = tuple[str, int, int, int, int]


def diagnostic(message: _Json, severity: Severity, files: Mapping[str, str], columns: Columns) -> Diagnostic:
    return _Reader(files, columns).diagnostic(message, severity)


class _Reader:
    def __init__(self, files: Mapping[str, str], columns: Columns) -> None:
        self._files = files
        self._columns = columns

    def diagnostic(self, message: _Json, severity: Severity) -> Diagnostic:
        primary = next((span for span in message["spans"] if span["is_primary"]), None)
        code = message["code"] or {"code": None, "explanation": None}
        return replace(
            Diagnostic(severity, _text(message, primary), *(self._range(primary) or ())),
            code=code["code"],
            fixes=tuple(fix for child in message["children"] for fix in self._fixes(child)),
            spans=tuple(self._spans(message, primary)),
            notes=tuple(self._notes(message)),
            explanation=f"{EXPLANATIONS}{code['code']}" if code["explanation"] else None,
        )

    def _spans(self, message: _Json, primary: _Json | None) -> Iterator[Span]:
        for span in message["spans"]:
            place = self._range(span)
            if span is not primary and place is not None:
                yield Span(*place, span["label"] or "")

    def _notes(self, message: _Json) -> Iterator[Note]:
        """What is said of places outside the project keeps its words and loses its place."""
        for span in message["spans"]:
            if span["label"] and not span["is_primary"] and self._range(span) is None:
                yield Note(NoteKind.NOTE, span["label"])
        for child in message["children"]:
            if not _BY_DEFAULT.search(child["message"]) and not any(self._fixes(child)):
                yield from self._child(child)

    def _child(self, child: _Json) -> Iterator[Note]:
        kind = NoteKind.HELP if child["level"] == "help" else NoteKind.NOTE
        spans = [(span["label"], place) for span in child["spans"] if (place := self._range(span)) is not None]
        if not spans:
            yield Note(kind, child["message"])
        for index, (label, place) in enumerate(spans):
            text = f"{child['message']}: {label}" if label and index == 0 else label or child["message"]
            yield Note(kind, text, *place)

    def _fixes(self, child: _Json) -> Iterator[Fix]:
        """The alternatives of a suggestion come as one list of edits: the next begins where edits do not go on."""
        spans = [span for span in child["spans"] if span["suggested_replacement"] is not None]
        if any(
            span["suggestion_applicability"] not in _APPLICABLE or span["file_name"] not in self._files
            for span in spans
        ):
            return
        alternatives: list[list[Edit]] = []
        certain = all(span["suggestion_applicability"] == "MachineApplicable" for span in spans)
        for span in spans:
            edit = Edit(*self._own(span), span["suggested_replacement"])
            if alternatives and _follows(edit, alternatives[-1][-1]):
                alternatives[-1].append(edit)
            else:
                alternatives.append([edit])
        for edits in alternatives:
            yield Fix(_label(child["message"], edits), tuple(edits), certain and len(alternatives) == 1)

    def _range(self, span: _Json | None) -> _Range | None:
        """Inside a macro of the standard library, where the project calls it."""
        while span and span["file_name"] not in self._files:
            span = span["expansion"] and span["expansion"]["span"]
        return self._own(span) if span else None

    def _own(self, span: _Json) -> _Range:
        file, line, end_line = span["file_name"], span["line_start"], span["line_end"]
        start = self._column(file, line, span["column_start"])
        return file, line, start, end_line, self._column(file, end_line, span["column_end"])

    def _column(self, file: str, line: int, column: int) -> int:
        marked = line == 1 and self._files[file].startswith("\ufeff")
        return self._columns.from_scalars(file, line, column + marked)


def _text(message: _Json, primary: _Json | None) -> str:
    label = primary["label"] if primary else None
    said: str = message["message"]
    return f"{said}: {label}" if label and label not in said else said


def _follows(edit: Edit, before: Edit) -> bool:
    start = (edit.line, edit.column)
    after = start >= (before.end_line, before.end_column) and start > (before.line, before.column)
    return edit.file != before.file or after


def _label(message: str, edits: list[Edit]) -> str:
    text = edits[0].text.strip()
    told = len(edits) == 1 and text and "\n" not in text and len(text) <= _SHOWN and text not in message
    sentence = message[0].upper() + message[1:]
    return f"{sentence}: `{text}`" if told else sentence
