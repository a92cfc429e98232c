"""Makes the component once and keeps it in the cache folder, compiled for this machine."""

from __future__ import annotations

import compileall
import contextlib
import fcntl
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

import wasmtime

from wardian.edge.engine import fingerprint
from wardian.edge.limits import Limits
from wardian.edge.outcome import Kind
from wardian.edge.python.engine import make_engine
from wardian.edge.python.runtime import PythonRuntime
from wardian.errors import ToolchainMissing
from wardian.files import written_whole
from wardian.settings import cache_dir
from wardian.units import MIB

_GUEST = Path(__file__).parent / "guest"
_PACKAGE = "_wardian"
"""The guest's name inside the component, where it stands beside the modules of programs."""
_COMPONENTIZE = "import componentize_py; componentize_py.script()"
_TIMEOUT_S = 600
_SMOKE = {"main.py": "import platform\nprint(platform.python_version(), end='')\n"}
_SMOKE_LIMITS = Limits(cpu_s=10, wall_s=10, memory=64 * MIB, response=100)


@functools.cache
def digest() -> str:
    """16 hexadecimal digits that change whenever another component would be made."""
    sources = hashlib.sha256(importlib.metadata.version("componentize-py").encode())
    for path in sorted(_GUEST.rglob("*")):
        if path.suffix in (".py", ".wit"):
            sources.update(f"\0{path.relative_to(_GUEST)}\0".encode() + path.read_bytes())
    return sources.hexdigest()[:16]


@functools.cache
def _engine_fingerprint() -> str:
    return fingerprint(make_engine())


def folder() -> Path:
    return cache_dir() / "toolchains" / f"python-{digest()}"


def _compiled() -> Path:
    """Machine code for this version of wasmtime, its settings and this processor only."""
    return folder() / f"{_engine_fingerprint()}.cwasm"


def _version_file() -> Path:
    """Written last: what is beside it works."""
    return _compiled().with_suffix(".version")


def version() -> str:
    """Of CPython: `3.14.0`. Raises ToolchainMissing when the component has not been installed."""
    try:
        return _version_file().read_text()
    except FileNotFoundError:
        raise ToolchainMissing("Python is not installed here. Run `wardian toolchain install python`.") from None


def require() -> Path:
    """The compiled component. Raises ToolchainMissing when it has not been installed."""
    version()
    return _compiled()


def install(report: Callable[[str], None]) -> Path:
    """The compiled component, made when it is missing; each step that is done stays done.

    Raises ToolchainMissing with the reason when it cannot be made.
    """
    if not _version_file().exists():
        with _alone(folder()):
            _make(report)
    return _compiled()


def _make(report: Callable[[str], None]) -> None:
    component, compiled, version = folder() / "python.wasm", _compiled(), _version_file()
    if not component.exists():
        report("Python: freezing CPython and its standard library into a component (about 20 s, once)")
        with written_whole(component) as unfinished:
            _componentize(unfinished)
    if not compiled.exists():
        report("Python: compiling the component for this machine (about 15 s, once)")
        with written_whole(compiled) as unfinished:
            _run("-m", "wardian.edge.python.precompile", str(component), str(unfinished))
    if not version.exists():
        compileall.compile_dir(Path(wasmtime.__file__).parent, quiet=2)
        with written_whole(version) as unfinished:
            unfinished.write_text(_smoke_test(compiled))


def _componentize(output: Path) -> None:
    """Of this machine's files, the build sees the guest's sources alone: VIRTUAL_ENV names an empty environment."""
    with tempfile.TemporaryDirectory(prefix="wardian-") as name:
        sources, empty = Path(name, "sources"), Path(name, "empty")
        shutil.copytree(_GUEST, sources / _PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
        (empty / "lib" / "python3" / "site-packages").mkdir(parents=True)
        world = ("-d", str(_GUEST / "world.wit"), "-w", "guest")
        app = (f"{_PACKAGE}.app", "-p", str(sources), "-o", str(output))
        _run("-c", _COMPONENTIZE, "-q", *world, "componentize", *app, VIRTUAL_ENV=str(empty))


def _smoke_test(compiled: Path) -> str:
    """CPython's version, as a program prints it. Raises ToolchainMissing when it does not run."""
    runtime = PythonRuntime(compiled, _SMOKE_LIMITS)
    try:
        outcome = runtime.run(_SMOKE, {})
    finally:
        runtime.close()
    if outcome.kind is not Kind.EXITED or outcome.exit_code != 0:
        raise ToolchainMissing(f"The Python runtime does not run its test program: {outcome}")
    return outcome.stdout.decode()


def _run(*arguments: str, **environ: str) -> None:
    command = [sys.executable, *arguments]
    try:
        subprocess.run(
            command, env=os.environ | environ, capture_output=True, text=True, check=True, timeout=_TIMEOUT_S
        )
    except subprocess.CalledProcessError as error:
        raise ToolchainMissing(f"The Python runtime could not be made: {_reason(error.stderr)}") from error
    except subprocess.TimeoutExpired as error:
        raise ToolchainMissing(f"The Python runtime could not be made in {_TIMEOUT_S} s.") from error


def _reason(stderr: str) -> str:
    """The exception at the end of a traceback."""
    lines = stderr.rstrip().splitlines()
    starts = [number for number, line in enumerate(lines) if line and not line[0].isspace()]
    return "\n".join(lines[starts[-1] :]) if starts else "the tool says nothing."


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Processes that make the same component take turns."""
    target.mkdir(parents=True, exist_ok=True)
    with (target / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
