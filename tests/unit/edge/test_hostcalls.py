"""The library of host calls: made once, and the same to a guest as what is Python's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.edge.conftest import LIMITS, MakeCommand

from wardian.edge import hostcalls_library
from wardian.edge.core import CoreRuntime

Both = tuple[CoreRuntime, CoreRuntime]

SIGNATURES = {
    "fd_write": ("fd", "at", "count", "at"),
    "fd_read": ("fd", "at", "count", "at"),
    "environ_sizes_get": ("at", "at"),
    "environ_get": ("at", "at"),
    "args_sizes_get": ("at", "at"),
    "args_get": ("at", "at"),
}
ADDRESS = st.one_of(st.integers(0, 4096), st.integers(65500, 65540), st.integers(2**32 - 16, 2**32 - 1))
ARGUMENT = {
    "fd": st.integers(0, 3),
    "at": ADDRESS,
    "count": st.one_of(st.integers(0, 5), st.sampled_from([1024, 1025, 2**29, 2**32 - 1])),
}
CALL = st.sampled_from(sorted(SIGNATURES)).flatmap(
    lambda name: st.tuples(st.just(name), *(ARGUMENT[kind] for kind in SIGNATURES[name]))
)
VECTORS = st.lists(st.tuples(ADDRESS, st.one_of(st.integers(0, 5000), ADDRESS)), max_size=6)


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    calls = hostcalls_library.installed()
    if calls is None:
        pytest.skip("the edge's host calls are not installed")
    runtimes = CoreRuntime(LIMITS, slots=1), CoreRuntime(LIMITS, slots=1, calls=calls)
    yield runtimes
    for runtime in runtimes:
        runtime.close()


@given(calls=st.lists(CALL, max_size=8), vectors=VECTORS, stdin=st.binary(max_size=100))
@settings(deadline=None, max_examples=150)
def test_guest_cannot_tell_the_languages_apart(
    both: Both, command: MakeCommand, calls: list[tuple[str, int]], vectors: list[tuple[int, int]], stdin: bytes
) -> None:
    """Each result goes to memory, of which the first page is written to standard error at the end."""
    body = "".join(
        f"(i32.store (i32.const {4 * at}) (i32.const {number}))"
        for at, number in enumerate(number for vector in vectors for number in vector)
    )
    for at, (name, *arguments) in enumerate(calls):
        given = " ".join(f"(i32.const {argument})" for argument in arguments)
        body += f"(i32.store8 (i32.const {200 + at}) (call ${name} {given}))"
    wasm = command(body + "(call $write (i32.const 2) (i32.const 0) (i32.const 8192))", b"data")
    environment = {"NAME": "value", "EMPTY": "", "LONG": "x" * 300}
    one, other = (
        runtime.run(runtime.compile(wasm), environment, stdin)._replace(instantiate_us=0, total_us=0, cpu_us=0)
        for runtime in both
    )
    assert one == other


def test_installing_twice_makes_one_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostcalls_library, "path", lambda: tmp_path / "hostcalls.so")
    said: list[str] = []
    hostcalls_library.install(said.append)
    made = (tmp_path / "hostcalls.so").stat().st_mtime_ns
    hostcalls_library.install(said.append)
    assert len(said) == 1
    assert [path.stat().st_mtime_ns for path in tmp_path.iterdir()] == [made]


def test_edge_does_without_the_library(tmp_path: Path) -> None:
    script = "from wardian.edge import hostcalls_library; print(hostcalls_library.installed())"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"None\n"
