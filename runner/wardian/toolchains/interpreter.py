"""Runs a Python script in the sandbox, on the interpreter that runs this process and its standard library."""

from __future__ import annotations

import functools
import importlib.util
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from wardian.sandbox import Job, Limits, libraries

LIBRARIES = "/python/libraries"
"""Where the shared libraries are that a job `loads`, by their file names."""

_SCRIPT = "/python/script.py"
_EXECUTABLE = "/python/bin/python"


def job(
    script: Path,
    limits: Limits,
    *,
    args: tuple[str, ...] = (),
    stdin: bytes = b"",
    mounts: Mapping[str, Path] | None = None,
    files: Mapping[str, bytes] | None = None,
    loads: tuple[Path, ...] = (),
) -> Job:
    """The job that runs `script` with `args`, isolated (`-I -S`: no site-packages, no environment).

    It can import `ctypes` and all of the standard library that needs no C library of its own. `loads` are further
    shared libraries of the host, and extension modules, for it to load; they and what they need are in LIBRARIES.
    Raises NoSandbox when one of those is missing.
    """
    return Job(
        argv=(_EXECUTABLE, "-I", "-S", "-B", _SCRIPT, *args),
        limits=limits,
        mounts={
            **_python(),
            **libraries.of(*loads, folder=LIBRARIES),
            **{f"{LIBRARIES}/{path.name}": path for path in loads},
            _SCRIPT: script,
            **(mounts or {}),
        },
        files=files or {},
        env={"LD_LIBRARY_PATH": LIBRARIES},
        stdin=stdin,
    )


@functools.cache
def _python() -> Mapping[str, Path]:
    """The real interpreter, not a virtual environment's link to it, laid out as one that finds its library itself."""
    executable = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    ctypes = importlib.util.find_spec("_ctypes")
    extensions = (Path(ctypes.origin),) if ctypes and ctypes.origin and ctypes.has_location else ()
    return {
        _EXECUTABLE: executable,
        f"/python/{sys.platlibdir}/{version}": Path(sysconfig.get_path("stdlib")),
        **libraries.of(executable, *extensions, folder=LIBRARIES),
    }
