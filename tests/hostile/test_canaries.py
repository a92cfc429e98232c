"""The canaries sing where nothing hides them: what the other tests listen for can be heard."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.hostile.canaries import VARIABLE, Canaries, planted
from tests.hostile.programs.program import Program
from tests.hostile.programs.reading import READING

from wardian.errors import ToolchainMissing
from wardian.model import Language, Profile, Project
from wardian.sandbox import Job, Limits, bubblewrap
from wardian.toolchains import c_commands, registry, rust, sysroot
from wardian.toolchains.c import C
from wardian.toolchains.rust import Rust
from wardian.units import GIB, KIB, MIB

LIMITS = Limits(wall_s=60, cpu_s=10, memory=1 * GIB, output=8 * MIB, log=64 * KIB)
STEALING = [program for program in READING if program.steals]


@pytest.fixture(scope="module")
def canaries() -> Iterator[Canaries]:
    with planted() as canaries:
        yield canaries


@pytest.fixture
def hole(canaries: Canaries, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox has the canaries in it, and the runner's variable."""
    sealed = bubblewrap.launch

    def launch(job: Job) -> AbstractContextManager[bubblewrap.Launch]:
        mounts = {str(path): path for path in canaries.files.values()} | {"/canary.h": canaries.files["canary"]}
        return sealed(replace(job, mounts={**job.mounts, **mounts}, env={**job.env, VARIABLE: canaries.secret}))

    monkeypatch.setattr(bubblewrap, "launch", launch)


@pytest.mark.anyio
@pytest.mark.usefixtures("hole")
@pytest.mark.parametrize("program", STEALING, ids=[program.name for program in STEALING])
async def test_a_hole_in_the_sandbox_is_heard(program: Program, canaries: Canaries) -> None:
    toolchain = registry.toolchains()[program.language]
    try:
        toolchain.version()
    except ToolchainMissing as missing:
        pytest.skip(missing.detail)
    files = program.reading(canaries.places).files
    answer = await toolchain.compile(Project(program.language, files), Profile.RELEASE, LIMITS)
    assert canaries.heard((answer.output or b"") + answer.log.encode() + repr(answer.diagnostics).encode())


def bare(command: list[str], folder: Path, canaries: Canaries, **environ: str) -> bytes:
    """What a compiler makes and says in that folder, with nothing around it."""
    env = {**os.environ, VARIABLE: canaries.secret, **environ}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=60, check=False)
    made = [path.read_bytes() for path in folder.iterdir() if path.suffix in (".o", ".wasm")]
    return b"".join((done.stdout, done.stderr, *made))


@pytest.mark.parametrize("name", ["c-include-canary", "c-embed-canary", "c-incbin-canary"])
def test_clang_alone_reads_the_host(name: str, canaries: Canaries, tmp_path: Path) -> None:
    write(name, canaries, tmp_path)
    places = c_commands.Places(str(sysroot.zig()), str(C().folder), str(c_commands.HEADERS))
    command = [*c_commands.compiler(places, Profile.RELEASE), "-o", "main.o", "--", "main.c"]
    assert canaries.heard(bare(command, tmp_path, canaries))


@pytest.mark.parametrize("name", ["rust-include-bytes", "rust-module-path", "rust-option-env", "rust-env"])
def test_rustc_alone_reads_the_host(name: str, canaries: Canaries, tmp_path: Path) -> None:
    toolchain = Rust()
    try:
        toolchain.version()
    except ToolchainMissing as missing:
        pytest.skip(missing.detail)
    write(name, canaries, tmp_path)
    command = [*rust.compiler(str(toolchain.folder), None), *rust.PROFILES[Profile.RELEASE], Language.RUST.entry]
    assert canaries.heard(bare(command, tmp_path, canaries, LD_LIBRARY_PATH=str(toolchain.folder / "lib")))


def write(name: str, canaries: Canaries, folder: Path) -> None:
    (program,) = (program for program in READING if program.name == name)
    for path, text in program.reading(canaries.places).files.items():
        (folder / path).write_text(text)
