"""Python by ruff, out of the package of that name."""

from __future__ import annotations

import re

from wardian.model import Diagnostic, Severity
from wardian.sandbox import Job, Limits, Result
from wardian.toolchains.columns import Columns
from wardian.toolchains.formatters import package

_OPTIONS = ("format", "--isolated", "--no-cache", "--line-length=120", "--target-version=py313")
_PROBLEM = re.compile(r"error: Failed to parse [^\n]*?:(\d+):(\d+): ([^\n]+)")


class Ruff:
    suffixes: tuple[str, ...] = (".py", ".pyi")

    def job(self, path: str, text: str, limits: Limits) -> Job:
        kind = path.rpartition(".")[2]
        return package.job("ruff", (*_OPTIONS, f"--stdin-filename=main.{kind}", "-"), text, limits)

    def read(self, path: str, text: str, result: Result) -> str | Diagnostic:
        if result.exit_code == 0:
            return result.stdout.decode()
        problem = _PROBLEM.search(result.stderr.decode(errors="replace"))
        if problem is None:
            return package.failure(path, "ruff", result)
        line = int(problem[1])
        column = Columns({path: text}).from_scalars(path, line, int(problem[2]))
        return Diagnostic(Severity.ERROR, problem[3], path, line, column, code="not-formatted")
