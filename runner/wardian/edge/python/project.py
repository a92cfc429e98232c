"""A Python program that is run again and again: its files, and their code once it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wardian.edge.outcome import Outcome
from wardian.edge.python.runtime import PythonRuntime
from wardian.units import MIB

if TYPE_CHECKING:
    from wardian.edge.powers.powers import Powers

_MOST_CODE = MIB
"""It is kept for as long as its program is, and goes into an instance's memory for each run."""


class Project:
    """Several threads may run it at once; each that begins before the code is there makes it."""

    def __init__(self, runtime: PythonRuntime, files: Mapping[str, str | bytes]) -> None:
        self._runtime = runtime
        self._files = files
        self._code: str | None = None

    def run(
        self, env: Mapping[str, str], stdin: bytes = b"", powers: Powers | None = None, wall_s: float | None = None
    ) -> Outcome:
        """As `PythonRuntime.run` does. The first run makes the code, in CPU time of its own."""
        compile_us = 0.0
        code = self._code
        if code is None:
            code, compile_us = self._runtime.compile(self._files)
            self._code = code = code if len(code) <= _MOST_CODE else ""
        outcome = self._runtime.run(self._files, env, stdin, powers=powers, wall_s=wall_s, code=code)
        return outcome._replace(cpu_us=outcome.cpu_us + compile_us)
