"""Compiles the folder `c` for this machine and keeps the library in the cache folder. The edge does without, slower."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path

from wasmtime import wat2wasm

from wardian.edge.core import CoreRuntime
from wardian.edge.hostcalls import HostCalls
from wardian.edge.limits import Limits
from wardian.edge.outcome import Kind
from wardian.errors import ToolchainMissing
from wardian.files import written_whole
from wardian.settings import cache_dir
from wardian.units import MIB

_SOURCES = sorted(Path(__file__).with_name("c").glob("*.[ch]"))
_FLAGS = ("-std=gnu23", "-O2", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror")
_TIMEOUT_S = 300
_LIMITS = Limits(cpu_s=10, wall_s=10, memory=MIB, response=100)
_SMOKE = """
(module
  (import "wasi_snapshot_preview1" "environ_get" (func $environ_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\40\\00\\00\\00\\07\\00\\00\\00")
  (func (export "_start")
    (drop (call $environ_get (i32.const 32) (i32.const 64)))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
"""
"""Prints its first variable, of 7 bytes."""


@functools.cache
def path() -> Path:
    """Where the library is, or would be: its name changes whenever another would be made."""
    versions = [importlib.metadata.version(name) for name in ("ziglang", "wasmtime")]
    made_of = [*versions, *_FLAGS, sysconfig.get_platform(), *(source.read_text() for source in _SOURCES)]
    digest = hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:16]
    return cache_dir() / "toolchains" / f"hostcalls-{digest}.so"


def installed() -> HostCalls | None:
    """None when it has not been installed."""
    return HostCalls(path()) if path().exists() else None


def install(report: Callable[[str], None]) -> None:
    """Make it when it is missing. Raises ToolchainMissing with the reason when it cannot be made."""
    if path().exists():
        return
    report("Edge: compiling its host calls for this machine (some seconds, once)")
    with written_whole(path(), 0o755) as unfinished:
        _compile(unfinished)
        _smoke_test(unfinished)


def _compile(output: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        caches = {"ZIG_GLOBAL_CACHE_DIR": scratch, "ZIG_LOCAL_CACHE_DIR": scratch}
        command = [sys.executable, "-m", "ziglang", "cc", *_FLAGS, "-o", str(output)]
        command += [str(source) for source in _SOURCES if source.suffix == ".c"]
        try:
            subprocess.run(
                command, env=os.environ | caches, capture_output=True, text=True, check=True, timeout=_TIMEOUT_S
            )
        except subprocess.CalledProcessError as error:
            raise ToolchainMissing(f"The edge's host calls do not compile: {error.stderr.strip()[-500:]}") from error
        except subprocess.TimeoutExpired as error:
            raise ToolchainMissing(f"The edge's host calls did not compile in {_TIMEOUT_S} s.") from error


def _smoke_test(library: Path) -> None:
    """Raises ToolchainMissing when it does not do what it should."""
    try:
        runtime = CoreRuntime(_LIMITS, slots=1, calls=HostCalls(library))
    except OSError as error:
        raise ToolchainMissing(f"The edge's host calls cannot be loaded: {error}") from error
    try:
        outcome = runtime.run(runtime.compile(bytes(wat2wasm(_SMOKE))), {"WORD": "a"})
    finally:
        runtime.close()
    if (outcome.kind, outcome.stdout) != (Kind.EXITED, b"WORD=a\0"):
        raise ToolchainMissing(f"The edge's host calls do not run their test program: {outcome}")
