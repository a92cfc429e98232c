from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.edge.conftest import MakeCommand

Arguments = Callable[..., list[str]]

RUN = """
import sys
from pathlib import Path
from wardian.deployments.precompile import Precompiler
from wardian.edge.terminal import run_here
from wardian.model import ArtifactKind
from wardian.settings import Settings
settings = Settings(edge_cpu_s=0.05, edge_wall_s=0.5, edge_response=65536)
program = Path(sys.argv[1]).read_bytes()
outcome = run_here(program, ArtifactKind.WASM, {}, sys.argv[2:], settings, Precompiler(settings))
print(outcome.message, file=sys.stderr)
sys.exit(outcome.exit_code if outcome.exit_code is not None else 99)
"""
ECHO = """
  (i32.store (i32.const 32) (i32.const 4096)) (i32.store (i32.const 36) (i32.const 100))
  (loop $more
    (call $print)
    (drop (call $fd_read (i32.const 0) (i32.const 32) (i32.const 1) (i32.const 40)))
    (call $write (i32.const 1) (i32.const 4096) (i32.load (i32.const 40)))
    (br_if $more (i32.load (i32.const 40))))
"""


@pytest.fixture
def arguments(tmp_path: Path, command: MakeCommand, monkeypatch: pytest.MonkeyPatch) -> Arguments:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def make(body: str, data: bytes = b"") -> list[str]:
        module = tmp_path / "program.wasm"
        module.write_bytes(command(body, data))
        return [sys.executable, "-c", RUN, str(module)]

    return make


def test_streams_are_this_process_own(arguments: Arguments) -> None:
    done = subprocess.run([*arguments(ECHO, b"> ")], input=b"typed", capture_output=True, check=True)
    assert done.stdout == b"> typed> "


def test_exit_code_is_passed_on(arguments: Arguments) -> None:
    assert subprocess.run([*arguments("(call $proc_exit (i32.const 42))")]).returncode == 42


def test_same_limits_as_the_edge(arguments: Arguments) -> None:
    done = subprocess.run([*arguments("(loop $l (br $l))")], capture_output=True)
    assert (done.returncode, b"50 ms of CPU time" in done.stderr) == (99, True)
    done = subprocess.run([*arguments("(loop $l (call $print) (br $l))", b"x" * 30000)], capture_output=True)
    assert (done.returncode, len(done.stdout)) == (99, 65536)


def test_waiting_for_a_person_is_free_and_ctrl_c_ends_it(arguments: Arguments) -> None:
    mine, theirs = pty.openpty()
    process = subprocess.Popen([*arguments(ECHO, b"? ")], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    assert os.read(mine, 2) == b"? "
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.8)
    os.write(mine, b"hi\n")
    seen = b""
    while b"hi\r\n? " not in seen.replace(b"hi\r\nhi", b"hi"):
        seen += os.read(mine, 100)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == -signal.SIGINT
    os.close(mine)
