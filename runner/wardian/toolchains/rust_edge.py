"""The crate `edge`: the functions that a deployment can be granted, compiled once for each toolchain."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from wardian.errors import ToolchainMissing
from wardian.toolchains import cache
from wardian.toolchains.rust_debian import TARGET

LIBRARY = "libedge.rlib"

_SOURCE = Path(__file__).parent / "edge/lib.rs"
_COMPILE = (
    *("--target", TARGET, "--edition=2024", "--crate-type=rlib", "--crate-name=edge"),
    *("-Copt-level=3", "-Cstrip=debuginfo", "--remap-path-prefix", f"{_SOURCE.parent}=/edge"),
)


def folder(toolchain: Path) -> Path:
    """Where the library for that toolchain is, or would be; another name whenever another library would be made."""
    standard = (toolchain / "lib/rustlib" / TARGET / "lib").glob("libstd-*.rlib")
    made_of = "\0".join([*_COMPILE[:-1], *(path.name for path in standard)])
    digest = hashlib.sha256(made_of.encode() + _SOURCE.read_bytes()).hexdigest()
    return toolchain.parent / f"rust-edge-{digest[:16]}"


def build(toolchain: Path) -> None:
    """Fill the folder, if it is not there. Raises ToolchainMissing with rustc's last words."""
    with cache.making(folder(toolchain)) as made:
        if made is not None:
            _compile(toolchain, made / LIBRARY)


def _compile(toolchain: Path, output: Path) -> None:
    command = [str(toolchain / "bin/rustc"), "--sysroot", str(toolchain), *_COMPILE, "-o", str(output), str(_SOURCE)]
    env = {"PATH": os.environ.get("PATH", os.defpath), "LD_LIBRARY_PATH": str(toolchain / "lib")}
    done = subprocess.run(command, cwd=output.parent, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ToolchainMissing(f"Rust: the crate `edge` does not compile: {done.stderr.strip()[-500:]}")
