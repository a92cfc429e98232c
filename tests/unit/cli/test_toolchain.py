"""`wardian toolchain` and `wardian languages`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def wardian(*arguments: str, cache: Path | None = None) -> subprocess.CompletedProcess[str]:
    environ = os.environ if cache is None else {**os.environ, "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-m", "wardian", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)


def test_every_language_is_listed_with_its_version() -> None:
    result = wardian("languages")
    assert result.returncode == 0
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["C", "clang"],
        ["Rust", "rustc"],
        ["Python", "CPython"],
        ["WAT", "wasmtime"],
    ]


def test_what_is_installed_works() -> None:
    result = wardian("toolchain", "check", "c", "wat")
    assert (result.returncode, result.stdout) == (0, "C: works\nWAT: works\n")


def test_what_is_missing_says_how_to_get_it_and_the_others_work(tmp_path: Path) -> None:
    result = wardian("toolchain", "check", "python", "wat", cache=tmp_path)
    assert result.returncode == 3
    assert "wardian toolchain install python" in result.stderr
    assert result.stdout == "WAT: works\n"


def test_installing_what_is_there_changes_nothing() -> None:
    result = wardian("toolchain", "install")
    assert (result.returncode, result.stdout) == (0, "C: ready\nRust: ready\nPython: ready\nWAT: ready\n")
