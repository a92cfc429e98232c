"""Rust for WebAssembly from rustup, where it is installed and its server can be reached."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from wardian.toolchains.base import Report
from wardian.toolchains.rust_debian import TARGET

_PATIENCE_S = 300


def copy(folder: Path, report: Report) -> bool:
    """Copy what compiling needs out of rustup's own toolchain, so that a later `rustup update` changes nothing here.

    False when there is no rustup, or no standard library for the target: only that file tells, since rustup
    without its server ends in many ways.
    """
    rustup = shutil.which("rustup")
    if rustup is None:
        return False
    report(f"Rust: asking rustup for {TARGET}")
    _said([rustup, "target", "add", TARGET])
    rustc = Path(_said([rustup, "which", "rustc"]).strip() or "/")
    toolchain = rustc.parent.parent
    if not any((toolchain / "lib/rustlib" / TARGET / "lib").glob("libstd-*.rlib")):
        return False
    report("Rust: copying it")
    (folder / "bin").mkdir()
    shutil.copy(rustc, folder / "bin/rustc")
    shutil.copytree(toolchain / "lib/rustlib" / TARGET, folder / "lib/rustlib" / TARGET)
    for library in toolchain.glob("lib/*.so*"):
        shutil.copy(library, folder / "lib" / library.name, follow_symlinks=False)
    for linker in toolchain.glob("lib/rustlib/*/bin/rust-lld"):
        copied = folder / linker.relative_to(toolchain)
        copied.parent.mkdir(parents=True)
        shutil.copy(linker, copied)
    return True


def rustfmt() -> Path | None:
    """The program of rustup's own toolchain, if it has one."""
    rustup = shutil.which("rustup")
    path = "" if rustup is None else _said([rustup, "which", "rustfmt"]).strip()
    return Path(path) if path else None


def _said(argv: list[str]) -> str:
    """Standard output, empty when the program fails: the caller looks for what should be there."""
    try:
        done = subprocess.run(argv, cwd="/", capture_output=True, text=True, timeout=_PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout if done.returncode == 0 else ""
