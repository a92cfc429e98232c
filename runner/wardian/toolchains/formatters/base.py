"""What every formatter offers: one file goes in on standard input, and comes out on standard output."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Protocol

from wardian.model import Diagnostic, Formatted, Project, Severity
from wardian.sandbox import PROCESSES, SCRATCH, Job, Limit, Limits, Result, run
from wardian.toolchains.bounds import bounded
from wardian.toolchains.limits import Budget
from wardian.units import size


class Formatter(Protocol):
    """None is given another file of the project, so none can obey one: not `.clang-format`, not `rustfmt.toml`."""

    suffixes: tuple[str, ...]

    def job(self, path: str, text: str, limits: Limits) -> Job:
        """Raises ToolchainMissing with the reason."""

    def read(self, path: str, text: str, result: Result) -> str | Diagnostic:
        """The file, formatted, or why it cannot be. `result` is of a job that no limit has stopped."""


async def format_project(formatter: Formatter, project: Project, limits: Limits) -> Formatted:
    """`limits` are those of all files together. Raises ToolchainMissing or NoSandbox."""
    budget = Budget(limits)
    room = limits.output
    files: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for path, text in project.files.items():
        if PurePosixPath(path).suffix not in formatter.suffixes or not text.strip():
            continue
        result = await run(formatter.job(path, text, replace(budget.left(), output=room)))
        room -= len(result.stdout)
        if result.limit is not None:
            diagnostics.append(_stopped(path, result.limit, limits))
            break
        answer = formatter.read(path, text, result)
        if isinstance(answer, Diagnostic):
            diagnostics.append(answer)
        elif answer != text:
            files[path] = answer
    return Formatted(files, bounded(diagnostics))


def _stopped(path: str, limit: Limit, limits: Limits) -> Diagnostic:
    return Diagnostic(Severity.ERROR, f"{path} is not formatted: {_reason(limit, limits)}", code=f"limit-{limit}")


def _reason(limit: Limit, limits: Limits) -> str:
    match limit:
        case Limit.WALL:
            return f"formatting a project may take {limits.wall_s:g} s."
        case Limit.CPU:
            return f"the formatter may use {limits.cpu_s} s of CPU time."
        case Limit.MEMORY:
            return f"the formatter may use {size(limits.memory)} of memory."
        case Limit.OUTPUT:
            return f"the files may be {size(limits.output)} together, and would be longer."
        case Limit.LOG:
            return f"the formatter's messages may fill {size(limits.log)}."
        case Limit.DISK:
            return f"the files that the formatter writes may take {size(SCRATCH)}."
        case Limit.PROCESSES:
            return f"the formatter may have {PROCESSES} threads."
        case Limit.KILLED:
            return "the formatter was ended from outside. Format again to retry."
