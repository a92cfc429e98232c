"""The programs that the benchmarks of the edge compare, each built from the same source."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import wasmtime

from wardian.cli.folder import read
from wardian.deployments.precompile import Precompiler
from wardian.edge.core import CoreRuntime
from wardian.edge.modules import Modules
from wardian.model import Language, Profile
from wardian.sandbox import job
from wardian.settings import Settings
from wardian.toolchains.registry import toolchains

HOME = Path(__file__).parent
EXAMPLES = HOME.parent / "examples"
HELLO = HOME / "hello"
"""Answers a request with one variable of its environment."""

ANSWER = HOME / "answer"
"""Sends a page that is part of it, as the component does that `wasi_http` builds."""

_CC = (sys.executable, "-m", "ziglang", "cc", "-O2", "-std=gnu23")


def module(folder: Path) -> bytes:
    """A C project as the edge gets it."""
    project = read(folder, Settings()).project
    limits = job.Limits(wall_s=15, cpu_s=10, memory=1 << 30, output=8 << 20, log=256 << 10)
    compilation = asyncio.run(toolchains()[Language.C].compile(project, Profile.RELEASE, limits))
    if compilation.output is None:
        raise SystemExit(f"{folder} does not compile: {compilation.log}")
    return compilation.output


def answer(folder: Path) -> Path:
    """The project ANSWER with the page that `wasi_http.build` has left in `folder`."""
    project = folder / "answer"
    project.mkdir()
    for source in (ANSWER / "main.c", folder / "answer.h"):
        shutil.copy(source, project)
    return project


def hello(folder: Path, runtime: CoreRuntime) -> Path:
    """HELLO compiled for the edge, beside its hello.wasm in `folder`."""
    wasm = module(HELLO)
    (folder / "hello.wasm").write_bytes(wasm)
    settings = Settings(data=folder)

    async def compiled() -> Path:
        async def read() -> bytes:
            return wasm

        return await Modules.open(settings, Precompiler(settings), runtime.fingerprint).ensure("hello", read)

    return asyncio.run(compiled())


def native(folder: Path, output: Path) -> Path:
    """A C project for this machine."""
    subprocess.run([*_CC, "-o", str(output), *map(str, folder.glob("*.c"))], check=True)
    return output


def floor(output: Path) -> Path:
    """floor.c, linked with the library that the bindings bring along."""
    library = next(Path(wasmtime.__file__).parent.glob("*/_libwasmtime.so"))
    subprocess.run(
        [*_CC, "-o", str(output), str(HOME / "floor.c"), str(library), f"-Wl,-rpath,{library.parent}"], check=True
    )
    return output
