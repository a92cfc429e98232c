"""A Python program on the streams of a terminal, as `wardian run` starts it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

_HOST = """
import sys
from pathlib import Path
from wardian.edge.limits import Limits
from wardian.edge.python.runtime import PythonRuntime
runtime = PythonRuntime(Path(sys.argv[1]), Limits(cpu_s=0.5, wall_s=1, memory=64 << 20, response=1000))
outcome = runtime.run_in_terminal({"main.py": sys.argv[2]}, {}, sys.argv[3:])
runtime.close()
print(outcome.kind, outcome.message, file=sys.stderr)
"""


def start(compiled: Path, program: str, *args: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", _HOST, compiled, program, *args], stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def test_it_asks_and_is_answered(compiled: Path) -> None:
    with start(compiled, "print('hello', input('name? '), *__import__('sys').argv[1:])", "arg") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.read(6) == "name? "
        stdout, stderr = process.communicate("Ada\n")
    assert (stdout, stderr) == ("hello Ada arg\n", "exited \n")


def test_a_person_may_think_for_longer_than_a_request_may_take(compiled: Path) -> None:
    with start(compiled, "print(input('? '))") as process:
        assert process.stdout is not None
        assert process.stdout.read(2) == "? "
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        stdout, stderr = process.communicate("at last\n")
    assert (stdout, stderr) == ("at last\n", "exited \n")


def test_lines_come_as_they_are_printed_and_sleep_takes_time(compiled: Path) -> None:
    with start(compiled, "import time\nprint(1)\ntime.sleep(0.5)\nprint(2)") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        first = time.monotonic()
        assert process.stdout.readline() == "2\n"
        assert time.monotonic() - first > 0.4


def test_the_limits_hold(compiled: Path) -> None:
    with start(compiled, "while True: print('x' * 99)") as process:
        stdout, stderr = process.communicate()
    assert len(stdout) == 1000
    assert stderr.startswith("output_limit")
    with start(compiled, "import time\nfor _ in range(9): time.sleep(0.3)") as process:
        assert process.communicate()[1].startswith("wall_limit")
