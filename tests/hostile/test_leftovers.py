"""What is left when the process that runs jobs is killed, however little it has got done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.contract.process import adopt_orphans, descendants, exists, until

RUNNER = """
import asyncio, sys
from pathlib import Path
from wardian.sandbox import Limits, run
from wardian.toolchains import interpreter

async def main():
    limits = Limits(wall_s=60, cpu_s=60, memory=1 << 30, output=1 << 20, log=1 << 16)
    job = interpreter.job(Path(sys.argv[1]), limits)
    print("starts", flush=True)
    await asyncio.gather(*(run(job) for _ in range(4)))

asyncio.run(main())
"""
MOMENTS_MS = (0, 2, 4, 6, 8, 10, 13, 16, 20, 25, 30, 40, 60, 100, 200)
"""After the runner began to start four jobs."""


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    script = tmp_path / "endless.py"
    script.write_text("while True: pass\n")
    return script


def mine() -> set[int]:
    return {pid for pid in descendants(os.getpid()) if exists(pid)}


@pytest.mark.parametrize("moment_ms", MOMENTS_MS)
def test_no_sandbox_outlives_a_runner_that_is_killed_while_it_starts_them(moment_ms: int, endless: Path) -> None:
    adopt_orphans()
    before = mine()
    runner = subprocess.Popen([sys.executable, "-c", RUNNER, str(endless)], stdout=subprocess.PIPE)
    assert runner.stdout is not None
    assert runner.stdout.readline() == b"starts\n"
    try:
        runner.wait(moment_ms / 1000)
    except subprocess.TimeoutExpired:
        runner.kill()
    assert runner.wait() == -9
    runner.stdout.close()
    until(lambda: mine() <= before)
