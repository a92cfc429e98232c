"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    FINE = "fine"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` is what to do about it, empty when there is nothing to do."""

    what: str
    state: State
    detail: str
    advice: str = ""


def fine(what: str, detail: str) -> Finding:
    return Finding(what, State.FINE, detail)


def warning(what: str, detail: str, advice: str) -> Finding:
    return Finding(what, State.WARNING, detail, advice)


def failed(what: str, detail: str, advice: str) -> Finding:
    return Finding(what, State.FAILED, detail, advice)


def skipped(what: str, detail: str) -> Finding:
    return Finding(what, State.SKIPPED, detail)


def first_line(error: Exception) -> str:
    """SQLAlchemy's would name the class first."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]
