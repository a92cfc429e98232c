"""The shared libraries that a program of this host needs to be started inside."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from wardian.errors import NoSandbox

_LIBRARY = re.compile(r"^\s*(\S+) => (/\S+) \(0x", re.MULTILINE)
_LOADER = re.compile(r"^\s*(/\S+) \(0x", re.MULTILINE)
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


def of(*programs: Path, folder: str = "", beside: Path | None = None) -> Mapping[str, Path]:
    """Mounts for the shared libraries and the loader, by `ldd`; empty for static programs.

    The libraries appear in `folder`, which LD_LIBRARY_PATH must then name, else at their own paths. Libraries in the
    folder `beside` are looked for there first, and left out. The programs must be trusted. Raises NoSandbox when a
    library, or ldd, is missing.
    """
    mounts: dict[str, Path] = {}
    for program in programs:
        listing = _ldd(program, beside)
        mounts |= {path: Path(path) for path in _LOADER.findall(listing)}
        mounts |= {f"{folder}/{name}" if folder else path: Path(path) for name, path in _LIBRARY.findall(listing)}
    return {inside: path for inside, path in mounts.items() if path.parent != beside}


@functools.cache
def _ldd(program: Path, beside: Path | None) -> str:
    ldd = shutil.which("ldd")
    if ldd is None:
        raise NoSandbox("Programs cannot be compiled safely here: ldd is missing. Install the package libc-bin.")
    env = {**os.environ, "LC_ALL": "C"} | ({"LD_LIBRARY_PATH": str(beside)} if beside else {})
    listing = subprocess.run([ldd, program], env=env, capture_output=True, text=True, check=False).stdout
    if missing := _NOT_FOUND.search(listing):
        raise NoSandbox(f"{program} needs the library {missing[1]}, which is not installed.")
    return listing
