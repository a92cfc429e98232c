"""How much a compiler may say in diagnostics, and that it says it in plain text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from wardian.model import Diagnostic, Fix, Note, Severity, Span
from wardian.units import counted

MOST = 100
"""Diagnostics of one build; errors go before warnings."""
MESSAGE = 2000
"""Characters of a message, or of a note."""
LABEL = 200
BESIDE = 16
"""Second places, notes and fixes of one diagnostic, of each."""
EDITS = 64
EDIT = 4000
"""Characters that one edit may insert."""

_CUT = " …"
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but tab and line feed, and those that turn the direction of text (Unicode, UAX 9)."""


def plain(text: str) -> str:
    """Without the escape sequences of terminals (ECMA-48); other invisible characters are spelled out: `\\u{1b}`."""
    text = _ANSI.sub("", text.replace("\r\n", "\n"))
    return _HIDDEN.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", text)


def bounded(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics in their order, in plain text and within the bounds, with a note of how many more there are."""
    every = list(found)
    ranked = sorted(range(len(every)), key=lambda index: (every[index].severity is not Severity.ERROR, index))
    kept = sorted(ranked[:MOST])
    left = [every[index] for index in ranked[MOST:]]
    shown = tuple(_one(every[index]) for index in kept)
    return (*shown, _more(left)) if left else shown


def _one(found: Diagnostic) -> Diagnostic:
    return replace(
        found,
        message=_cut(found.message, MESSAGE),
        spans=tuple(_span(span) for span in found.spans[:BESIDE]),
        notes=tuple(_note(note) for note in found.notes[:BESIDE]),
        fixes=tuple(replace(fix, message=_cut(fix.message, LABEL)) for fix in found.fixes[:BESIDE] if _whole(fix)),
    )


def _span(span: Span) -> Span:
    return replace(span, label=_cut(span.label, LABEL))


def _note(note: Note) -> Note:
    return replace(note, message=_cut(note.message, MESSAGE))


def _whole(fix: Fix) -> bool:
    """An edit is never cut nor cleaned: it would be another one."""
    texts = [edit.text.replace("\r\n", "\n") for edit in fix.edits]
    return len(texts) <= EDITS and all(len(text) <= EDIT and plain(text) == text for text in texts)


def _cut(text: str, most: int) -> str:
    text = plain(text)
    return text if len(text) <= most else text[: most - len(_CUT)] + _CUT


def _more(left: list[Diagnostic]) -> Diagnostic:
    counts = Counter(found.severity for found in left)
    said = ", ".join(counted(counts[severity], severity) for severity in Severity if counts[severity])
    return Diagnostic(Severity.NOTE, f"Not listed here: {said}. The log has them, as far as it reaches.", code="more")
