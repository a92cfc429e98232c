"""The C library for WebAssembly, built once by zig from the sources that the package ziglang brings along.

`zig cc` itself would need a writable cache in every sandbox and takes half a minute to fill it, so what it builds
is taken out of that cache, and clang and wasm-ld are called without it. It has no debugging information (`-s`):
what a program has of that is of its own source.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from wardian.errors import ToolchainMissing

LIBRARIES = ("libc.a", "libzigc.a", "libcompiler_rt.a", "libubsan_rt.a")
REVISION = 2
"""Raise it when the layout below changes: it is part of the folder's name."""

_START = "crt1-command.o"
_MANIFEST = "manifest.json"
_BUILD = ("cc", "-target", "wasm32-wasi", "-O2", "-s", "-fsanitize=undefined", "-v", "main.c", "-o", "main.wasm")


def zig() -> Path:
    """Raises ToolchainMissing when the package ziglang is not installed."""
    package = importlib.util.find_spec("ziglang")
    if package is None or package.origin is None:
        raise ToolchainMissing("C needs the Python package ziglang, which is not installed.")
    return Path(package.origin).parent / "zig"


def build(folder: Path) -> None:
    """Fill the folder: `lib`, `include` (the C library's headers), `rinclude` (the compiler's own).

    Raises ToolchainMissing with zig's last words.
    """
    with tempfile.TemporaryDirectory() as scratch:
        objects = _built(Path(scratch))
        (folder / "lib").mkdir()
        for path in objects:
            shutil.copy(path, folder / "lib")
    library = zig().parent / "lib"
    shutil.copytree(library / "include", folder / "rinclude")
    for part in ("generic-musl", "wasm-wasi-musl"):
        shutil.copytree(library / "libc/include" / part, folder / "include", dirs_exist_ok=True)
    (folder / _MANIFEST).write_text(json.dumps({"clang": _clang_version()}))


def clang_version(folder: Path) -> str:
    manifest: dict[str, str] = json.loads((folder / _MANIFEST).read_text())
    return manifest["clang"]


def _built(scratch: Path) -> list[Path]:
    (scratch / "main.c").write_text("int main(void) { return 0; }\n")
    caches = {"ZIG_GLOBAL_CACHE_DIR": str(scratch / "global"), "ZIG_LOCAL_CACHE_DIR": str(scratch / "local")}
    words = shlex.split(_linker_line(_output([str(zig()), *_BUILD], scratch, caches)))
    found = {Path(word).name: scratch / word for word in words}
    try:
        return [found[name] for name in (_START, *LIBRARIES)]
    except KeyError as missing:
        raise ToolchainMissing(f"C: zig did not build {missing.args[0]}.") from missing


def _linker_line(log: str) -> str:
    return next((line for line in log.splitlines() if line.startswith("wasm-ld ")), "")


def _clang_version() -> str:
    match = re.search(r"clang version (\S+)", _output([str(zig()), "clang", "--version"], Path("/"), {}))
    return match[1] if match else "of unknown version"


def _output(argv: list[str], cwd: Path, env: dict[str, str]) -> str:
    done = subprocess.run(
        argv,
        cwd=cwd,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ToolchainMissing(f"C: zig ended with exit code {done.returncode}: {done.stdout.strip()[-500:]}")
    return done.stdout
