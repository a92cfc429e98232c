"""The limit that stopped a compiler, in words."""

from __future__ import annotations

import time
from dataclasses import replace

from wardian.model import Diagnostic, Severity
from wardian.sandbox import PROCESSES, SCRATCH, Limit, Limits
from wardian.units import size


class Budget:
    """The limits of one task: its jobs share the time, and each may use the memory and CPU of a process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = time.monotonic() + limits.wall_s

    def left(self) -> Limits:
        return replace(self._limits, wall_s=max(0.0, self._end - time.monotonic()))


def diagnostic(limit: Limit, limits: Limits, task: str = "build") -> Diagnostic:
    """An error with the code `limit-…`; `limits` are those of the whole task."""
    return Diagnostic(Severity.ERROR, _sentence(limit, limits, task), code=f"limit-{limit}")


def _sentence(limit: Limit, limits: Limits, task: str) -> str:
    match limit:
        case Limit.WALL:
            return f"Stopped after {limits.wall_s:g} s, the longest a {task} may take."
        case Limit.CPU:
            return f"Stopped after {limits.cpu_s} s of CPU time, the limit for the compiler."
        case Limit.MEMORY:
            return f"The compiler ran out of memory: it may use {size(limits.memory)}."
        case Limit.OUTPUT:
            return f"The compiled program is too large: it may have {size(limits.output)}."
        case Limit.DISK:
            return (
                f"The compiler filled the folder it works in: what it writes may take {size(SCRATCH)}. "
                "Very large arrays are the usual reason."
            )
        case Limit.PROCESSES:
            return (
                "The compiler could not start another thread or process: "
                f"it may have {PROCESSES}, as far as its memory of {size(limits.memory)} goes."
            )
        case Limit.KILLED:
            return "The compiler was ended from outside, not by this program and not by a limit. Build again to retry."
        case Limit.LOG:
            return f"Stopped because the compiler said too much: its messages may fill {size(limits.log)}."
