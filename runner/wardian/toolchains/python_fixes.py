"""What CPython proposes in the words of its messages, as edits. It never does so with certainty."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from wardian.model import Diagnostic, Edit, Fix
from wardian.toolchains.columns import Columns

_INDENT = "    "
_EQUALS = re.compile(r"(?<![=!<>:+\-*/%&|^@])=(?!=)")
_CALL = re.compile(r"(?P<name>print|exec)\s+(?P<argument>.*)", re.DOTALL)
_ESCAPE = re.compile(r'"(?P<escape>\\+.)" is an invalid escape sequence')
_IDENTITY = re.compile(r"\b(is not|is)\b")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line up to the end of what is marked in it, where that starts, and the line above that is not empty."""

    text: str
    start: int
    above: str

    @property
    def indentation(self) -> str:
        """Of the line above."""
        return self.above[: len(self.above) - len(self.above.lstrip())]


@dataclass(frozen=True, slots=True)
class _Change:
    label: str
    start: int
    end: int
    text: str


def added(found: Diagnostic, columns: Columns) -> Diagnostic:
    """The diagnostic with the fix that its message speaks of, if it does."""
    file, number = found.file, found.line
    line = None if file is None or number is None else _line(file, number, found, columns)
    if file is None or number is None or line is None:
        return found
    for pattern, fixer in _FIXERS:
        match = pattern.match(found.message)
        change = match and fixer(match, line)
        if change:
            column, end_column = (columns.from_scalars(file, number, at + 1) for at in (change.start, change.end))
            edit = Edit(file, number, column, number, end_column, change.text)
            return replace(found, fixes=(Fix(change.label, (edit,), certain=False),))
    return found


def _line(file: str, number: int, found: Diagnostic, columns: Columns) -> _Line | None:
    text = columns.line(file, number)
    if text is None or found.column is None:
        return None
    before = (columns.line(file, line) or "" for line in range(number - 1, 0, -1))
    end = _index(text, found.end_column or found.column) if found.end_line == number else len(text)
    return _Line(text[:end], _index(text, found.column), next((line for line in before if line.strip()), ""))


def _index(text: str, column: int) -> int:
    """Of the character at a UTF-16 column."""
    return len(text.encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le", errors="ignore"))


def _colon(match: re.Match[str], line: _Line) -> _Change:
    return _Change("Insert `:`", line.start, line.start, ":")


def _keyword(match: re.Match[str], line: _Line) -> _Change:
    return _Change(f"Change to `{match['keyword']}`", line.start, len(line.text), match["keyword"])


def _compare(match: re.Match[str], line: _Line) -> _Change | None:
    signs = list(_EQUALS.finditer(line.text, line.start))
    return _Change("Compare with `==`", *signs[0].span(), "==") if len(signs) == 1 else None


def _call(match: re.Match[str], line: _Line) -> _Change | None:
    call = _CALL.fullmatch(line.text, line.start)
    return call and _Change("Add the parentheses", line.start, len(line.text), f"{call['name']}({call['argument']})")


def _unmatched(match: re.Match[str], line: _Line) -> _Change:
    return _Change("Remove this", line.start, line.start + 1, "")


def _align(match: re.Match[str], line: _Line) -> _Change | None:
    if not line.text.isspace():
        return None
    return _Change("Indent it as the line above", 0, len(line.text), line.indentation)


def _indent(match: re.Match[str], line: _Line) -> _Change:
    present = len(line.text) - len(line.text.lstrip())
    return _Change("Indent the line", 0, present, line.indentation + _INDENT)


def _escape(match: re.Match[str], line: _Line) -> _Change | None:
    escape = match["escape"]
    places = list(re.finditer(rf"(?<!\\)(?:\\\\)*(?P<it>{re.escape(escape)})", line.text))
    return _Change("Write the backslash twice", *places[0].span("it"), f"\\{escape}") if len(places) == 1 else None


def _identity(match: re.Match[str], line: _Line) -> _Change | None:
    words = list(_IDENTITY.finditer(line.text))
    operator = match["operator"]
    return _Change(f"Compare with `{operator}`", *words[0].span(), operator) if len(words) == 1 else None


_Fixer = Callable[[re.Match[str], _Line], _Change | None]
_FIXERS: tuple[tuple[re.Pattern[str], _Fixer], ...] = (
    (re.compile(r"expected ':'$"), _colon),
    (re.compile(r"invalid syntax\. Did you mean '(?P<keyword>\w+)'\?"), _keyword),
    (re.compile(r"invalid syntax\. Maybe you meant '=='"), _compare),
    (re.compile(r"Missing parentheses in call to '(?:print|exec)'"), _call),
    (re.compile(r"unmatched '.'"), _unmatched),
    (re.compile(r"unexpected indent"), _align),
    (re.compile(r"expected an indented block"), _indent),
    (_ESCAPE, _escape),
    (re.compile(r'"is(?: not)?" with .* literal\. Did you mean "(?P<operator>[=!]=)"'), _identity),
)
