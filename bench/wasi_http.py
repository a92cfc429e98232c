"""A component for `wasmtime serve` that answers as the C handler does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

SOURCE = Path(__file__).parent / "wasi_http" / "main.c"
BINDINGS = Path(__file__).parent.parent / "tests" / "unit" / "edge" / "components" / "guest"
"""proxy.h and the WIT of wasi:http/proxy."""

_CLANG = ("-m", "ziglang", "cc", "--target=wasm32-freestanding", "-O2", "-nostdlib", "-Wl,--no-entry")


def build(folder: Path, body: bytes) -> Path:
    """The component's path, in `folder`. At most 4096 bytes of body fit into one write."""
    (folder / "answer.h").write_text(f"static const char BODY[{len(body)}] = {{{', '.join(map(str, body))}}};\n")
    module, described, component = (folder / name for name in ("module.wasm", "described.wasm", "component.wasm"))
    _run(sys.executable, *_CLANG, "-I", str(folder), "-I", str(BINDINGS), "-o", str(module), str(SOURCE))
    _tools("embed", str(BINDINGS / "wit"), "--world", "guest", str(module), "-o", str(described))
    _tools("new", str(described), "-o", str(component))
    return component


def body_of(port: int, host: str) -> bytes:
    """What the deployed handler answers."""
    return httpx.get(f"http://127.0.0.1:{port}/?name=Ada", headers={"host": host}).raise_for_status().content


def _tools(*arguments: str) -> None:
    _run(str(Path(sys.executable).parent / "wasm-tools"), "component", *arguments)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, timeout=120)
