from __future__ import annotations

import subprocess
import sys

import pytest
from tests.unit.edge.conftest import LIMITS
from wasmtime import Engine, wat2wasm

from wardian.edge.compile import NotDeployable, compile_module
from wardian.edge.engine import make_engine

START = '(memory (export "memory") 1) (func (export "_start"))'


@pytest.fixture(scope="module")
def engine() -> Engine:
    return make_engine(LIMITS.memory, slots=1)


@pytest.mark.parametrize(
    ("wat", "words"),
    [
        ("(module)", 'exports no function "_start"'),
        ('(module (memory (export "memory") 1) (func (export "_start") (param i32)))', 'exports no function "_start"'),
        ('(module (func (export "_start")))', 'exports no memory named "memory"'),
        (f'(module (import "env" "system" (func)) {START})', "imports env.system, which the edge does not offer"),
        (
            f'(module (import "wasi_snapshot_preview1" "x" (func)) {START})',
            "wasi_snapshot_preview1::x, which does not",
        ),
        ('(module (memory (export "memory") 99) (func (export "_start")))', "6.188 MiB of memory; the edge's limit is"),
        (f"(module {START} (memory 1))", "multi"),
        (f"(module {START} (table 90000 funcref))", "table"),
        ("(component)", "not a WebAssembly module"),
    ],
)
def test_modules_that_cannot_run_are_refused_with_the_reason(engine: Engine, wat: str, words: str) -> None:
    with pytest.raises(NotDeployable, match=words):
        compile_module(bytes(wat2wasm(wat)), engine, LIMITS.memory)


@pytest.mark.parametrize("wasm", [b"", b"\0asm", b"hello", b"\0asm\1\0\0\0\1\5abc"])
def test_bytes_that_are_no_module_are_refused(engine: Engine, wasm: bytes) -> None:
    with pytest.raises(NotDeployable):
        compile_module(wasm, engine, LIMITS.memory)


def test_what_compiles_a_module_loads_no_more_than_it_needs() -> None:
    """It is started for each module, and a swap waits for it."""
    listed = "import sys, wardian.edge.compile; print(*(name for name in sys.modules if name.startswith('wardian')))"
    loaded = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True).stdout.split()
    assert {"wardian.edge.compile", "wardian.edge.core"} <= set(loaded)
    assert {"wardian.model", "wardian.settings"}.isdisjoint(loaded)
