"""The shared libraries that a program of this host needs to be started inside."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from wardian.errors import NoSandbox

_ABSOLUTE = re.compile(r"(?:^|=> )(/\S+) \(0x", re.MULTILINE)
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


def of(*programs: Path) -> Mapping[str, Path]:
    """Mounts for the libraries and the loader, by `ldd`; empty for a static program. Run it on trusted programs only.

    Raises NoSandbox when a library, or ldd, is missing.
    """
    return {library: Path(library) for program in programs for library in _of(program)}


@functools.cache
def _of(program: Path) -> tuple[str, ...]:
    ldd = shutil.which("ldd")
    if ldd is None:
        raise NoSandbox("Programs cannot be compiled safely here: ldd is missing. Install the package libc-bin.")
    listing = subprocess.run([ldd, program], capture_output=True, text=True, check=False).stdout
    if missing := _NOT_FOUND.search(listing):
        raise NoSandbox(f"{program} needs the library {missing[1]}, which is not installed.")
    return tuple(_ABSOLUTE.findall("\n".join(line.strip() for line in listing.splitlines())))
