"""Linkers know symbols, not places: finds where the sources name one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wardian.model import Diagnostic, Severity
from wardian.toolchains.columns import Columns


def diagnostic(symbol: str, files: Mapping[str, str], severity: Severity, text: str, code: str) -> Diagnostic:
    """At the first place, in the order of the files, that names the symbol; without a place when none does."""
    for file, source in files.items():
        if name := re.search(rf"\b{re.escape(symbol)}\b", source):
            before = source[: name.start()].split("\n")
            line = len(before)
            start = Columns(files).from_scalars(file, line, len(before[-1]) + 1)
            return Diagnostic(severity, text, file, line, start, line, start + len(symbol), code)
    return Diagnostic(severity, text, next(iter(files), None) if len(files) == 1 else None, code=code)
