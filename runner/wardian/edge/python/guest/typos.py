"""Finds the misspelled keyword behind "invalid syntax", as CPython 3.14 does when it prints a traceback."""

from __future__ import annotations

import difflib
import keyword
import re
import warnings

_MESSAGES = ("invalid syntax", "invalid syntax. Perhaps you forgot a comma?")
_NAME = re.compile(r"[A-Za-z]+")
_NAMES = 10
_KEYWORDS = 3
_LONGEST = 64 * 1024
"""In characters: each guess compiles the file once more."""


def find(lines: list[str], line: int, message: str) -> tuple[int, int, str] | None:
    """Where the word starts and ends in its line, and the keyword in whose place Python gets past this line."""
    if message not in _MESSAGES or sum(map(len, lines)) > _LONGEST:
        return None
    text = lines[line - 1]
    names = [name for name in _NAME.finditer(text) if not keyword.iskeyword(name[0])]
    for name in names[:_NAMES]:
        for guess in difflib.get_close_matches(name[0], keyword.kwlist, n=_KEYWORDS, cutoff=0.6):
            changed = text[: name.start()] + guess + text[name.end() :]
            if _passes("\n".join([*lines[: line - 1], changed, *lines[line:]]), line):
                return name.start(), name.end(), guess
    return None


def _passes(source: str, line: int) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source.encode(), "", "exec", dont_inherit=True)
        except SyntaxError as error:
            return error.lineno is not None and error.lineno > line
        except (MemoryError, RecursionError, OverflowError, ValueError):
            return False
    return True
