from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.unit.edge.conftest import LIMITS, MakeCommand
from wasmtime import Engine

from wardian.edge.compile import NotDeployable, compile_module
from wardian.edge.core import CoreRuntime
from wardian.edge.engine import make_engine
from wardian.edge.modules import Modules

pytestmark = pytest.mark.anyio


class Compiler:
    """Compiles in this process, and remembers what."""

    def __init__(self) -> None:
        self.engine: Engine = make_engine(LIMITS.memory, slots=1)
        self.compiled: list[bytes] = []

    async def __call__(self, wasm: bytes) -> bytes:
        self.compiled.append(wasm)
        await asyncio.sleep(0)
        return compile_module(wasm, self.engine, LIMITS.memory)


@pytest.fixture
def compiler() -> Compiler:
    return Compiler()


@pytest.fixture
def modules(tmp_path: Path, runtime: CoreRuntime, compiler: Compiler) -> Modules:
    return Modules(tmp_path, runtime.fingerprint, compiler)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_compiled_module_runs(modules: Modules, runtime: CoreRuntime, command: MakeCommand) -> None:
    async def read() -> bytes:
        return command("(call $print)", b"compiled")

    path = await modules.ensure("a" * 64, read)
    assert runtime.run(runtime.load(path), {}).stdout == b"compiled"


async def test_it_is_compiled_once(modules: Modules, compiler: Compiler, command: MakeCommand, tmp_path: Path) -> None:
    async def read() -> bytes:
        return command("(call $print)", b"once")

    paths = await asyncio.gather(*(modules.ensure("a" * 64, read) for _ in range(5)))
    assert await modules.ensure("a" * 64, read) == paths[0]
    assert len(compiler.compiled) == 1
    assert files_in(tmp_path) == [paths[0]]


async def test_nothing_is_kept_of_what_was_refused(modules: Modules, tmp_path: Path) -> None:
    async def read() -> bytes:
        return b"hello"

    with pytest.raises(NotDeployable):
        await modules.ensure("a" * 64, read)
    assert files_in(tmp_path) == []
