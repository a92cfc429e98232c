from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from wasmtime import Engine, Module, wat2wasm

from wardian.deployments.precompile import Precompiler, job_for
from wardian.edge.compile import NotDeployable
from wardian.edge.core import CoreRuntime
from wardian.edge.limits import Limits as RunLimits
from wardian.errors import NoSandbox
from wardian.sandbox import Limits, run, seccomp
from wardian.settings import Settings
from wardian.units import GIB, KIB, MIB

pytestmark = pytest.mark.anyio

HARMLESS = bytes(wat2wasm('(module (memory (export "memory") 1) (func (export "_start")))'))


def unsigned(value: int) -> bytes:
    """LEB128."""
    groups = [value >> shift & 0x7F for shift in range(0, max(1, value.bit_length()), 7)]
    return bytes([*(group | 0x80 for group in groups[:-1]), groups[-1]])


def module(bodies: bytes, count: int) -> bytes:
    """`count` functions with no parameters, no results and these bodies; the last is `_start`."""
    export = b"\x02\x06memory\x02\x00\x06_start\x00" + unsigned(count - 1)
    sections = {
        1: b"\x01\x60\x00\x00",
        3: unsigned(count) + bytes(count),
        5: b"\x01\x00\x01",
        7: export,
        10: unsigned(count) + bodies,
    }
    return b"\0asm\1\0\0\0" + b"".join(bytes([key]) + unsigned(len(data)) + data for key, data in sections.items())


def function(code: bytes) -> bytes:
    body = b"\x00" + code + b"\x0b"
    return unsigned(len(body)) + body


def million_functions() -> bytes:
    return module(function(b"") * 1_000_000, 1_000_000)


def huge_function() -> bytes:
    return module(function(b"\x41\x00\x04\x40\x0b" * 400_000), 1)


def deep_nesting() -> bytes:
    return module(function(b"\x02\x40" * 200_000 + b"\x0b" * 200_000), 1)


def huge_branch_table() -> bytes:
    return module(function(b"\x41\x00\x0e" + unsigned(4_000_000) + bytes(4_000_001)), 1)


def long_name() -> bytes:
    name = unsigned(100_000) + b"x" * 100_000
    sections = {1: b"\x01\x60\x00\x00", 2: b"\x01" + name + b"\x00\x00\x00"}
    return b"\0asm\1\0\0\0" + b"".join(bytes([key]) + unsigned(len(data)) + data for key, data in sections.items())


async def test_what_is_compiled_inside_runs_outside(tmp_path: Path) -> None:
    path = tmp_path / "module.cwasm"
    path.write_bytes(await Precompiler(Settings())(HARMLESS))
    runtime = CoreRuntime(RunLimits.of(Settings()))
    try:
        assert runtime.run(runtime.load(path), {}).exit_code == 0
    finally:
        runtime.close()


@pytest.mark.parametrize("make", [million_functions, huge_function, deep_nesting])
def test_hostile_modules_are_valid(make: Callable[[], bytes]) -> None:
    Module.validate(Engine(), make())


@pytest.mark.parametrize(
    ("make", "changes", "words"),
    [
        (million_functions, {"build_cpu_s": 1}, "more than 1 s of CPU time"),
        (million_functions, {"build_wall_s": 0.5}, "more than 0.5 s; that is the limit"),
        (million_functions, {"build_memory": 128 * MIB}, "more than 128 MiB of memory"),
        (huge_function, {"build_memory": 64 * MIB}, "more than 64 MiB of memory"),
        (deep_nesting, {"build_memory": 64 * MIB}, "more than 64 MiB of memory"),
        (deep_nesting, {"build_output": 1 * KIB}, "larger than 16 KiB"),
        (huge_branch_table, {}, "4000000 targets"),
        (long_name, {}, "The program imports x{1000}"),
    ],
)
async def test_hostile_modules_end_with_the_reason_and_leave_nothing(
    make: Callable[[], bytes], changes: dict[str, Any], words: str
) -> None:
    settings = replace(Settings(edge_memory=64 * MIB + 64 * KIB * secrets.randbelow(1024)), **changes)
    compile_ = Precompiler(settings)
    with pytest.raises(NotDeployable, match=words):
        await compile_(make())
    assert compilers(settings.edge_memory) == []
    assert await compile_(HARMLESS)


def compilers(guest_memory: int) -> list[str]:
    """The processes that compile modules for programs with that much memory."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and str(guest_memory).encode() in (entry / "cmdline").read_bytes():
                found.append(entry.name)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


async def test_no_file_of_the_host_is_seen_but_the_compilers_own(tmp_path: Path) -> None:
    (tmp_path / "canary").write_text("secret")
    source = """
import json, os, sys
sys.path.append("/packages")
import wardian.edge.compile
json.dump({
    "folders": sorted(os.listdir("/")),
    "packages": sorted(os.listdir("/packages")),
    "writable": [folder for folder, _, _ in os.walk("/") if os.access(folder, os.W_OK)],
    "seen": [path for path in sys.argv[1:] if os.path.exists(path)],
    "uid": os.getuid(),
}, sys.stdout)
"""
    limits = Limits(wall_s=20, cpu_s=10, memory=1 * GIB, output=64 * KIB, log=64 * KIB)
    job = job_for(HARMLESS, 64 * MIB, limits)
    paths = (str(tmp_path / "canary"), str(Path.home()), sys.executable, "/etc/passwd", "/proc", "/dev", "/tmp")
    result = await run(replace(job, argv=(*job.argv[: job.argv.index("-B") + 1], "-c", source, *paths)))
    assert result.exit_code == 0, result.stderr.decode()
    inside = json.loads(result.stdout)
    assert set(inside["folders"]) <= {"python", "packages", "work", "sandbox", "lib", "lib64", "usr"}
    assert (inside["packages"], inside["writable"], inside["seen"]) == (["wardian", "wasmtime"], ["/work"], [])
    assert inside["uid"] == 65534 if os.geteuid() else inside["uid"] in range(60706, 61184)


async def test_a_host_without_a_sandbox_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    seccomp.program.cache_clear()
    with pytest.raises(NoSandbox, match="libseccomp2"):
        await Precompiler(Settings())(HARMLESS)
