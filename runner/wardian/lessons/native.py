"""The lessons' own programs as programs of this machine: compiled by zig, and run inside the sandbox."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
import tempfile
from pathlib import Path

from wardian import digest
from wardian.errors import NoSandbox, ToolchainMissing
from wardian.lessons import kept
from wardian.lessons.programs import Program
from wardian.sandbox import Job, Limits, Result, run
from wardian.settings import cache_dir
from wardian.toolchains import sysroot

INSIDE = "/program/main"
"""Where the program is in the sandbox."""

_FLAGS = ("-static", "-g0", "-s", "-std=gnu23", "-fno-sanitize=all", "-Wall", "-Werror")
"""Without zig's checks for undefined behaviour: what the processor does is what is to be seen."""


def compiler() -> str:
    return f"zig cc {importlib.metadata.version('ziglang')}"


def target() -> str:
    return f"{platform.machine()}-linux-musl"


def ready() -> bool:
    """Whether zig has built its C library for this machine, which takes it about half a minute."""
    return _zig_cache().exists()


def executable(program: Program, optimisation: str) -> Path:
    """The program, linked statically. Raises ToolchainMissing, NoSandbox on a system that is not Linux."""
    if platform.system() != "Linux":
        raise NoSandbox("Native programs are measured on Linux only: the sandbox needs it.")
    command = ("cc", "-target", target(), optimisation, *_FLAGS)
    name = digest.of_bytes("\0".join((compiler(), *command, program.text())).encode())
    made = kept.path("native", name)
    if not made.exists():
        kept.keep(made, _compiled(program, command), executable=True)
    return made


def _compiled(program: Program, command: tuple[str, ...]) -> bytes:
    with tempfile.TemporaryDirectory() as scratch:
        caches = {"ZIG_GLOBAL_CACHE_DIR": str(_zig_cache()), "ZIG_LOCAL_CACHE_DIR": scratch}
        output = Path(scratch, "main")
        done = subprocess.run(
            (sysroot.zig(), *command, program.path, "-o", output),
            env={**os.environ, **caches},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise ToolchainMissing(
                f"{program.group}/{program.name} does not compile here: {done.stderr.strip()[-500:]}"
            )
        return output.read_bytes()


def _zig_cache() -> Path:
    return cache_dir() / "zig"


def job(program: Path, limits: Limits) -> Job:
    return Job((INSIDE,), limits, mounts={INSIDE: program})


async def run_in_sandbox(program: Program, optimisation: str, limits: Limits) -> Result:
    """Raises ToolchainMissing, NoSandbox."""
    return await run(job(executable(program, optimisation), limits))
