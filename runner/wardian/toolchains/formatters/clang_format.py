"""C by clang-format, out of the package of that name."""

from __future__ import annotations

import json

from wardian.model import Diagnostic, Severity
from wardian.sandbox import Job, Limits, Result
from wardian.toolchains.formatters import package

_STYLE = {
    "BasedOnStyle": "LLVM",
    "Language": "C",
    "IndentWidth": 4,
    "ColumnLimit": 120,
    "BreakBeforeBraces": "Linux",
    "AllowShortFunctionsOnASingleLine": "None",
    "AlwaysBreakBeforeMultilineStrings": True,
    "BinPackArguments": False,
    "SortIncludes": "Never",
    "ReflowComments": "Never",
    "BreakStringLiterals": False,
    "LineEnding": "DeriveLF",
    "InsertNewlineAtEOF": True,
}
"""Everything that might change more than white space is off: the order of includes can matter."""


class ClangFormat:
    suffixes: tuple[str, ...] = (".c", ".h")

    def job(self, path: str, text: str, limits: Limits) -> Job:
        """`--cursor` makes it say whether it understood the file; it formats any text as well as it can."""
        options = (f"--style={json.dumps(_STYLE)}", "--assume-filename=main.c", "--cursor=0")
        return package.job("clang-format", options, text, limits)

    def read(self, path: str, text: str, result: Result) -> str | Diagnostic:
        head, _, formatted = result.stdout.decode().partition("\n")
        if result.exit_code != 0:
            return package.failure(path, "clang-format", result)
        said = json.loads(head)
        if said["IncompleteFormat"]:
            message = "clang-format does not understand this line, so the file stays as it is. Build it to see why."
            return Diagnostic(Severity.ERROR, message, path, said["Line"], 1, code="not-formatted")
        return formatted
