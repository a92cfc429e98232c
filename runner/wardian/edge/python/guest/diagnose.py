"""What is wrong with a file, as `compile` sees it."""

from __future__ import annotations

import io
import warnings

from wit_world import Diagnostic

from . import typos

_BYTE_ORDER_MARK = "\ufeff"


def check(path: str, source: str) -> list[Diagnostic]:
    """Errors and warnings of one file, in order of their lines."""
    lines = io.StringIO(source.removeprefix(_BYTE_ORDER_MARK), newline=None).read().split("\n")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = _compile(path, source, lines)
    found += [_warning(lines, warning.category.__name__, str(warning.message), warning.lineno) for warning in caught]
    if source.startswith(_BYTE_ORDER_MARK):
        _shift_first_line(found)
    return sorted(found, key=lambda diagnostic: (diagnostic.line, diagnostic.column))


def _shift_first_line(found: list[Diagnostic]) -> None:
    """Python does not count the mark, and an editor does."""
    for diagnostic in found:
        diagnostic.column += diagnostic.line == 1
        diagnostic.end_column += diagnostic.end_line == 1


def _compile(path: str, source: str, lines: list[str]) -> list[Diagnostic]:
    try:
        compile(source.encode(), path, "exec", dont_inherit=True)
    except SyntaxError as error:
        return [_error(lines, error, source)]
    except (MemoryError, RecursionError, OverflowError, ValueError) as error:
        message = f"Python cannot compile this file: {error or 'it needs too much memory'}."
        return [Diagnostic(True, type(error).__name__, message, 0, 0, 0, 0)]
    return []


def _error(lines: list[str], error: SyntaxError, source: str) -> Diagnostic:
    code, message = type(error).__name__, error.msg
    line, offset = error.lineno, error.offset
    if line is None and "\0" in source:
        before = source[: source.index("\0")]
        line, offset = before.count("\n") + 1, len(before) - before.rfind("\n")
    if not line:
        return Diagnostic(True, code, message, 0, 0, 0, 0)
    line = min(line, len(lines))
    if isinstance(error, IndentationError):
        return _marked(lines, True, code, message, line, *_indentation(lines[line - 1]))
    if typo := typos.find(lines, line, message):
        start, end, keyword = typo
        return _marked(lines, True, code, f"invalid syntax. Did you mean '{keyword}'?", line, start, end)
    column = _column(lines, line, offset or 1)
    end_line = min(max(error.end_lineno or line, line), len(lines))
    end_column = _column(lines, end_line, error.end_offset or 0)
    if (end_line, end_column) <= (line, column):
        end_line, end_column = line, _column(lines, line, (offset or 1) + 1)
    return Diagnostic(True, code, message, line, column, end_line, end_column)


def _warning(lines: list[str], code: str, message: str, line: int) -> Diagnostic:
    """Warnings know their line only."""
    return _marked(lines, False, code, message, line, *_text(lines[line - 1]))


def _indentation(line: str) -> tuple[int, int]:
    """Where a line's indentation is, or its text when it has none."""
    start, end = _text(line)
    return (0, start) if start else (start, end)


def _text(line: str) -> tuple[int, int]:
    """Where the text of a line starts and ends, without the spaces around it."""
    return len(line) - len(line.lstrip()), len(line.rstrip())


def _marked(lines: list[str], error: bool, code: str, message: str, line: int, start: int, end: int) -> Diagnostic:
    """`start` and `end` are indices of characters in the line."""
    column, end_column = _column(lines, line, start + 1), _column(lines, line, max(start, end) + 1)
    return Diagnostic(error, code, message, line, column, line, end_column)


def _column(lines: list[str], line: int, offset: int) -> int:
    """The 1-based UTF-16 column of a 1-based offset in characters, which may be past the end of the line."""
    before = lines[line - 1][: max(offset, 1) - 1]
    return len(before.encode("utf-16-le")) // 2 + 1
