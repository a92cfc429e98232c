"""Formatters that are programs out of Python packages: pinned in uv.lock, and run in the sandbox alone."""

from __future__ import annotations

import functools
import importlib.metadata
from pathlib import Path

from wardian.errors import ToolchainMissing
from wardian.model import Diagnostic, Severity
from wardian.sandbox import Job, Limits, Result, libraries

_TOOL, _LIBRARIES = "/tool", "/libraries"


def job(name: str, options: tuple[str, ...], text: str, limits: Limits) -> Job:
    """`name` is the package's and the program's. Raises ToolchainMissing when it is not installed."""
    program = _program(name)
    return Job(
        argv=(f"{_TOOL}/{name}", *options),
        limits=limits,
        mounts={f"{_TOOL}/{name}": program, **libraries.of(program, folder=_LIBRARIES)},
        env={"LD_LIBRARY_PATH": _LIBRARIES},
        stdin=text.encode(),
    )


def failure(path: str, name: str, result: Result) -> Diagnostic:
    """For a formatter that ends in a way of which nothing is known."""
    said = result.stderr.decode(errors="replace").strip() or f"it ended with {result.exit_code}"
    return Diagnostic(Severity.ERROR, f"{name} cannot format this file: {said}", path, code="not-formatted")


@functools.cache
def _program(name: str) -> Path:
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:
        raise ToolchainMissing(f"{name} is not installed here, so this language cannot be formatted.") from None
    for file in files:
        path = Path(str(file.locate())).resolve()
        if file.name == name and _is_program(path):
            return path
    raise ToolchainMissing(f"The Python package {name} that is installed has no program for this machine.")


def _is_program(path: Path) -> bool:
    """Not a Python script that starts one."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
