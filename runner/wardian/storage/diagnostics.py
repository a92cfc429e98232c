"""Diagnostics as the database keeps them."""

from __future__ import annotations

from typing import Any

from wardian.model import Diagnostic, Edit, Fix, Note, NoteKind, Severity, Span


def from_json(item: dict[str, Any]) -> Diagnostic:
    """Undoes `dataclasses.asdict`. A record of an earlier version may lack members."""
    parts = {
        "severity": Severity(item["severity"]),
        "fixes": tuple(_fix(fix) for fix in item["fixes"]),
        "spans": tuple(Span(**span) for span in item.get("spans", ())),
        "notes": tuple(Note(**{**note, "kind": NoteKind(note["kind"])}) for note in item.get("notes", ())),
    }
    return Diagnostic(**{**item, **parts})


def _fix(item: dict[str, Any]) -> Fix:
    return Fix(**{**item, "edits": tuple(Edit(**edit) for edit in item["edits"])})
