from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from wardian.edge.limits import Limits
from wardian.edge.outcome import Outcome
from wardian.edge.python import component
from wardian.edge.python.runtime import PythonRuntime
from wardian.units import KIB, MIB

LIMITS = Limits(cpu_s=0.5, wall_s=10, memory=64 * MIB, response=64 * KIB)

Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def limits() -> Limits:
    return LIMITS


@pytest.fixture(scope="session")
def compiled() -> Path:
    return component.install(print)


@pytest.fixture(scope="session")
def runtime(compiled: Path) -> Iterator[PythonRuntime]:
    runtime = PythonRuntime(compiled, LIMITS)
    yield runtime
    runtime.close()


@pytest.fixture(scope="session")
def run(runtime: PythonRuntime) -> Run:
    """Runs one file, or several by path."""

    def run(
        program: str | Mapping[str, str],
        env: Mapping[str, str] | None = None,
        stdin: bytes = b"",
        args: tuple[str, ...] = (),
    ) -> Outcome:
        files = {"main.py": program} if isinstance(program, str) else program
        return runtime.run(files, env or {}, stdin, args)

    return run
