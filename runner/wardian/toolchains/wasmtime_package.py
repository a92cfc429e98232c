"""The Python package wasmtime of this host, for jobs in the sandbox to use."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from wardian.errors import ToolchainMissing


def folder() -> Path:
    """Raises ToolchainMissing."""
    spec = importlib.util.find_spec("wasmtime")
    if spec is None or spec.origin is None:
        raise ToolchainMissing("The Python package wasmtime is not installed.")
    return Path(spec.origin).parent


def library() -> Path:
    """The shared library in it. Raises ToolchainMissing."""
    found = next(folder().glob("linux-*/_libwasmtime.so"), None)
    if found is None:
        raise ToolchainMissing("The Python package wasmtime that is installed is not the one for Linux.")
    return found
