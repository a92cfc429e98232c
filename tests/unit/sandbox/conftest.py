from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wardian.sandbox import Job, Limits, libraries
from wardian.toolchains import interpreter
from wardian.units import MIB

LIMITS = Limits(wall_s=20, cpu_s=10, memory=512 * MIB, output=1 * MIB, log=64 * 1024)


@pytest.fixture
def script(tmp_path: Path) -> Callable[..., Job]:
    """Makes a job of Python source text. Keywords `limits` and `job` replace fields of the limits and of the job."""

    def make(
        source: str,
        *args: str,
        limits: Mapping[str, Any] | None = None,
        job: Mapping[str, Any] | None = None,
    ) -> Job:
        path = tmp_path / "script.py"
        path.write_text(source)
        return replace(interpreter.job(path, replace(LIMITS, **(limits or {})), args=args), **(job or {}))

    return make


@pytest.fixture
def shell() -> Callable[[str], Job]:
    """Makes a job of a shell command that needs no other program."""
    sh = Path("/bin/sh").resolve()
    mounts = {"/tools/sh": sh, **libraries.of(sh)}
    return lambda command: Job(argv=("/tools/sh", "-c", command), limits=LIMITS, mounts=mounts)
