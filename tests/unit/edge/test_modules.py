from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest
from tests.unit.edge.conftest import LIMITS, MakeCommand
from wasmtime import wat2wasm

from wardian.edge.core import CoreRuntime
from wardian.edge.modules import CompileLimits, Modules, NotDeployable

pytestmark = pytest.mark.anyio

COMPILING = CompileLimits(wall_s=30, cpu_s=20, memory=1 << 30, guest_memory=LIMITS.memory)
START = '(memory (export "memory") 1) (func (export "_start"))'


@pytest.fixture
def modules(tmp_path: Path, runtime: CoreRuntime) -> Modules:
    return Modules(tmp_path, runtime.fingerprint, COMPILING)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def compile_in(modules: Modules, wasm: bytes) -> Path:
    async def read() -> bytes:
        return wasm

    return await modules.ensure(hashlib.sha256(wasm).hexdigest(), read)


async def test_compiled_module_runs(modules: Modules, runtime: CoreRuntime, command: MakeCommand) -> None:
    path = await compile_in(modules, command("(call $print)", b"compiled"))
    assert runtime.run(runtime.load(path), {}).stdout == b"compiled"


async def test_it_is_compiled_once(modules: Modules, command: MakeCommand, tmp_path: Path) -> None:
    reads = []

    async def read() -> bytes:
        reads.append(1)
        return command("(call $print)", b"once")

    paths = await asyncio.gather(*(modules.ensure("a" * 64, read) for _ in range(5)))
    assert await modules.ensure("a" * 64, read) == paths[0]
    assert len(reads) == 1
    assert files_in(tmp_path) == [paths[0]]


@pytest.mark.parametrize(
    ("wat", "words"),
    [
        ("(module)", 'exports no function "_start"'),
        ('(module (memory (export "memory") 1) (func (export "_start") (param i32)))', 'exports no function "_start"'),
        ('(module (func (export "_start")))', 'exports no memory named "memory"'),
        (f'(module (import "env" "system" (func)) {START})', "imports env.system, which the edge does not offer"),
        (f'(module (import "wasi_snapshot_preview1" "x" (func)) {START})', "wasi_snapshot_preview1::x, which WASI"),
        ('(module (memory (export "memory") 99) (func (export "_start")))', "6.188 MiB of memory; the edge's limit is"),
        (f"(module {START} (memory 1))", "multi"),
        (f"(module {START} (table 90000 funcref))", "table"),
        ("(component)", "not a WebAssembly module"),
    ],
)
async def test_modules_that_cannot_run_are_refused_with_the_reason(modules: Modules, wat: str, words: str) -> None:
    with pytest.raises(NotDeployable, match=words.replace("(", r"\(")):
        await compile_in(modules, bytes(wat2wasm(wat)))


@pytest.mark.parametrize("wasm", [b"", b"\0asm", b"hello", b"\0asm\1\0\0\0\1\5abc"])
async def test_bytes_that_are_no_module_are_refused(modules: Modules, wasm: bytes) -> None:
    with pytest.raises(NotDeployable):
        await compile_in(modules, wasm)


def large_function() -> bytes:
    body = "(local.set 0 (i64.mul (local.get 0) (i64.const 3)))" * 60_000
    return bytes(wat2wasm(f'(module (memory (export "memory") 1) (func (export "_start") (local i64) {body}))'))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (CompileLimits(wall_s=0.01, cpu_s=20, memory=1 << 30, guest_memory=LIMITS.memory), "more than 0.01 s"),
        (CompileLimits(wall_s=30, cpu_s=20, memory=24 << 20, guest_memory=LIMITS.memory), "more than 24 MiB of memory"),
    ],
)
async def test_compiling_is_bounded(tmp_path: Path, runtime: CoreRuntime, limits: CompileLimits, words: str) -> None:
    modules = Modules(tmp_path, runtime.fingerprint, limits)
    with pytest.raises(NotDeployable, match=words):
        await compile_in(modules, large_function())
    assert files_in(tmp_path) == []
