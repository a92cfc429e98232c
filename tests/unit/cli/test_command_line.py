"""What `wardian` does on the command line's edges: closed streams, bytes that are no text, ports that will not do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COPIES = """
(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 64))
    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (call $exit (i32.load (i32.const 8)))))
"""
"""Exits with the number of bytes that it could read."""


def wardian(*arguments: str | bytes, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wardian", *arguments]
    return subprocess.run(command, env=os.environ | environ, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "copies.wat"
    path.write_text(COPIES)
    return path


def test_a_closed_stdin_is_an_empty_one(project: Path) -> None:
    shell = f"exec {sys.executable} -m wardian run {project} <&-"
    assert subprocess.run(["sh", "-c", shell]).returncode == 0


@pytest.mark.parametrize("arguments", [[b"\xff"], ["-e", b"A=\xff"]])
def test_bytes_that_are_no_text_are_told(project: Path, arguments: list[str | bytes]) -> None:
    ended = wardian("run", str(project), *arguments)
    assert ended.returncode == 2
    assert "is not UTF-8 text" in ended.stderr


def test_a_file_that_cannot_be_written_is_named(project: Path) -> None:
    ended = wardian("build", str(project), "-o", "/nowhere/x.wasm")
    assert (ended.returncode, ended.stderr) == (1, "Error: /nowhere/x.wasm: No such file or directory.\n")


@pytest.mark.parametrize(
    ("arguments", "environ", "says"),
    [
        (["--port", "70000"], {}, "70000 is not in the range"),
        (["--port", "9000", "--edge-port", "9000"], {}, "cannot both have port 9000"),
        (["--data", "/proc/nowhere"], {}, "/proc/nowhere: No such file or directory"),
        ([], {"WARDIAN_EDGE_URL": "http://x.localhost"}, "it must be like http://{name}.localhost:8081"),
        ([], {"WARDIAN_PUBLIC_URL": "http://a.localhost:8080"}, "must be another site"),
    ],
)
def test_settings_that_will_not_do(arguments: list[str], environ: dict[str, str], says: str) -> None:
    ended = wardian("up", *arguments, **environ)
    assert ended.returncode in (1, 2)
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr
