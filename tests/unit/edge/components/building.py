"""Makes the component of `guest/`: clang and wasm-tools do in a second what toolchains for components do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_GUEST = Path(__file__).parent / "guest"
_CLANG = ("-m", "ziglang", "cc", "--target=wasm32-freestanding", "-O1", "-nostdlib", "-Wl,--no-entry")


def build(folder: Path) -> bytes:
    """The component's bytes; `folder` is for what comes before."""
    module, described, component = (folder / name for name in ("module.wasm", "described.wasm", "component.wasm"))
    _run(sys.executable, *_CLANG, "-o", str(module), str(_GUEST / "main.c"))
    _tools("embed", str(_GUEST / "wit"), "--world", "guest", str(module), "-o", str(described))
    _tools("new", str(described), "-o", str(component))
    return component.read_bytes()


def _tools(*arguments: str) -> None:
    _run(str(Path(sys.executable).parent / "wasm-tools"), "component", *arguments)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)
