"""rustfmt, in a folder of its own: from rustup or Debian, whichever starts on the compiler's library."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from wardian.errors import ToolchainMissing
from wardian.toolchains import cache, rust_debian, rust_rustup
from wardian.toolchains.base import Report

_NAME = "rustfmt"
_LIBRARY = "librustc_driver-*.so"


def install(toolchain: Path, report: Report) -> None:
    """Rust compiles without it, so what goes wrong is only told."""
    try:
        with cache.making(_folder(toolchain)) as folder:
            if folder is not None:
                report("Rust: adding rustfmt")
                _fill(folder, toolchain)
    except ToolchainMissing as missing:
        report(f"Rust: it cannot be formatted here. {missing.detail}")


def program(toolchain: Path) -> Path:
    """Raises ToolchainMissing with the reason."""
    folder = _folder(toolchain)
    if not folder.exists():
        raise ToolchainMissing(
            "rustfmt is not installed here, so Rust cannot be formatted. Run `wardian toolchain install rust`."
        )
    return folder / _NAME


def _folder(toolchain: Path) -> Path:
    """The compiler's library has another name whenever a rustfmt for another one would not start."""
    library = next(toolchain.glob(f"lib/{_LIBRARY}"), None)
    if library is None:
        raise ToolchainMissing("Rust is not installed here. Run `wardian toolchain install rust`.")
    return toolchain.parent / f"{_NAME}-{library.stem.rpartition('-')[2]}"


def _fill(folder: Path, toolchain: Path) -> None:
    beside_rustup = rust_rustup.rustfmt()
    if beside_rustup is not None and _fits(beside_rustup, folder, toolchain):
        return
    scratch = folder / "scratch"
    scratch.mkdir()
    if not _fits(rust_debian.rustfmt(scratch), folder, toolchain):
        raise ToolchainMissing("Debian's rustfmt is not of the version of the compiler that is installed here.")
    shutil.rmtree(scratch)


def _fits(found: Path, folder: Path, toolchain: Path) -> bool:
    """Whether it starts away from where it was found, on this compiler's library."""
    copied = Path(shutil.copy(found, folder / _NAME))
    env = {"LD_LIBRARY_PATH": str(toolchain / "lib")}
    return subprocess.run([copied, "--version"], env=env, capture_output=True, check=False).returncode == 0
