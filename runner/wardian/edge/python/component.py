"""Makes the component once and keeps it in the cache folder, compiled for this machine."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from wardian.edge.engine import fingerprint
from wardian.edge.python.engine import make_engine
from wardian.errors import ToolchainMissing
from wardian.settings import cache_dir

_GUEST = Path(__file__).parent / "guest"
_PACKAGE = "_wardian"
"""The guest's name inside the component, where it stands beside the modules of programs."""
_COMPONENTIZE = "import componentize_py; componentize_py.script()"
_TIMEOUT_S = 600


@functools.cache
def digest() -> str:
    """16 hexadecimal digits that change whenever another component would be made."""
    sources = hashlib.sha256(importlib.metadata.version("componentize-py").encode())
    for path in sorted(_GUEST.iterdir()):
        if path.suffix in (".py", ".wit"):
            sources.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return sources.hexdigest()[:16]


@functools.cache
def _engine_fingerprint() -> str:
    return fingerprint(make_engine())


def folder() -> Path:
    return cache_dir() / "toolchains" / f"python-{digest()}"


def compiled_path() -> Path:
    """The component as machine code, for this version of wasmtime, its settings and this processor only."""
    return folder() / f"{_engine_fingerprint()}.cwasm"


def require() -> Path:
    """The compiled component. Raises ToolchainMissing when it has not been installed."""
    path = compiled_path()
    if not path.exists():
        raise ToolchainMissing("The Python runtime is not installed: run `wardian toolchain install python`.")
    return path


def install(report: Callable[[str], None]) -> Path:
    """Make what is missing; each step is kept once it is done. Raises ToolchainMissing with the tool's message."""
    component = folder() / "python.wasm"
    if not compiled_path().exists():
        if not component.exists():
            report("Python: freezing CPython and its standard library into a component (about 20 s)")
            with _written_whole(component) as unfinished:
                _componentize(unfinished)
        report("Python: compiling the component for this machine (about 15 s)")
        with _written_whole(compiled_path()) as unfinished:
            _run("-m", "wardian.edge.python.precompile", str(component), str(unfinished))
    return compiled_path()


def _componentize(output: Path) -> None:
    """Of this machine's files, the build sees the guest's sources alone: VIRTUAL_ENV names an empty environment."""
    with tempfile.TemporaryDirectory(prefix="wardian-") as name:
        sources, empty = Path(name, "sources"), Path(name, "empty")
        shutil.copytree(_GUEST, sources / _PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
        (empty / "lib" / "python3" / "site-packages").mkdir(parents=True)
        world = ("-d", str(_GUEST / "world.wit"), "-w", "guest")
        _run(
            *(
                "-c",
                _COMPONENTIZE,
                "-q",
                *world,
                "componentize",
                f"{_PACKAGE}.app",
                "-p",
                str(sources),
                "-o",
                str(output),
            ),
            VIRTUAL_ENV=str(empty),
        )


def _run(*arguments: str, **environ: str) -> None:
    command = [sys.executable, *arguments]
    try:
        subprocess.run(
            command, env=os.environ | environ, capture_output=True, text=True, check=True, timeout=_TIMEOUT_S
        )
    except subprocess.CalledProcessError as error:
        raise ToolchainMissing(f"The Python runtime could not be made: {error.stderr.strip()}") from error
    except subprocess.TimeoutExpired as error:
        raise ToolchainMissing(f"The Python runtime could not be made in {_TIMEOUT_S} s.") from error


@contextlib.contextmanager
def _written_whole(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to, which becomes `path` at once when the block succeeds."""
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=path.parent) as name:
        unfinished = Path(name, path.name)
        yield unfinished
        unfinished.replace(path)
