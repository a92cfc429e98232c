"""A shell script in place of clang and of wasm-ld: a compiler that has been taken over, in the real toolchain."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.contract.process import adopt_orphans, descendants, exists
from tests.hostile.canaries import Canaries, planted
from tests.hostile.programs.program import CPU, CRASH, DISK, LOG, OUTPUT, WALL

from wardian.model import Compilation, Language, Profile, Project, Severity
from wardian.sandbox import Limits, probe
from wardian.toolchains import sysroot
from wardian.toolchains.c import C
from wardian.units import KIB, MIB

pytestmark = pytest.mark.anyio
LIMITS = Limits(wall_s=8, cpu_s=1, memory=256 * MIB, output=64 * KIB, log=64 * KIB)
HARMLESS = ":"
DOUBLED = "x=x; for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do x=$x$x; done;"
KILLED = "limit-killed"
MODULE = r"printf '\0asm\1\0\0\0'"
Compile = Callable[..., Awaitable[Compilation]]


@pytest.fixture
def compile_(monkeypatch: pytest.MonkeyPatch) -> Compile:
    """The toolchain starts `clang` and `wasm-ld` with a shell, which looks for scripts of that name in the project."""
    shell = Path(shutil.which("sh") or "/bin/sh").resolve()
    monkeypatch.setattr(sysroot, "zig", lambda: shell)

    async def compile_(clang: str = HARMLESS, linker: str = MODULE) -> Compilation:
        adopt_orphans()
        await probe()
        before = _processes()
        files = {"main.c": "", "clang": clang, "wasm-ld": linker}
        started = time.monotonic()
        answer = await C().compile(Project(Language.C, files), Profile.RELEASE, LIMITS)
        assert time.monotonic() - started < 3 * LIMITS.wall_s
        assert _processes() <= before
        return answer

    return compile_


def _processes() -> set[int]:
    return {pid for pid in descendants(os.getpid()) if exists(pid)}


async def test_it_may_make_whatever_it_likes_of_its_own_project(compile_: Compile) -> None:
    answer = await compile_()
    assert answer.output == b"\0asm\1\0\0\0"


@pytest.mark.parametrize(
    ("script", "codes"),
    [
        ("while :; do :; done", [CPU, WALL]),
        ("trap '' XCPU TERM HUP; while :; do :; done", [CPU, WALL]),
        ("kill -STOP $$", [WALL]),
        (f'{DOUBLED} while echo "$x"; do :; done > filled; exit 1', [DISK, CRASH]),
        (f"{DOUBLED} while :; do x=$x$x; done", [CRASH]),
        ("while :; do echo endless messages >&2; done", [LOG]),
        ("while :; do echo endless output; done", [OUTPUT]),
        ("kill -KILL -1; kill -KILL 1; kill -KILL $PPID; exit 1", [CRASH, KILLED]),
        ("kill -SEGV $$", [CRASH]),
        ("ulimit -t unlimited || ulimit -v unlimited || ulimit -f unlimited || exit 1", [CRASH]),
        ("f() { f; }; f", [CRASH]),
        ("(while :; do :; done) & exit 0", [CRASH]),
        ("exec /sandbox/sh $0", [CPU, WALL]),
    ],
)
@pytest.mark.parametrize("stage", ["clang", "linker"])
async def test_it_is_ended_at_its_limits_and_takes_nothing_along(
    stage: str, script: str, codes: list[str], compile_: Compile
) -> None:
    answer = await compile_(**{stage: script})
    assert answer.output is None
    assert answer.diagnostics[0].severity is Severity.ERROR
    assert answer.diagnostics[0].code in codes


@pytest.mark.parametrize(
    "words",
    [
        "main.c:99999999999999999999:-1: error: nowhere",
        "/etc/passwd:1:1: error: of the host",
        "../../etc/passwd:1:1: warning: of the host",
        "main.c:1:1:{1:1-9999999:9}: error: far",
        r"main.c:1:1: error: \377\376\000\033[2J",
        'fix-it:"/etc/passwd":{1:1-1:1}:"root"',
        "wasm-ld: error: /etc/shadow: undefined symbol: main",
    ],
)
async def test_whatever_it_says_is_only_said(words: str, compile_: Compile) -> None:
    answer = await compile_(clang=f"printf '{words}\\n' >&2; exit 1")
    assert answer.output is None
    assert any(found.severity is Severity.ERROR for found in answer.diagnostics)
    assert {found.file for found in answer.diagnostics} <= {"main.c", None}
    assert "\033" not in answer.log + repr(answer.diagnostics)


@pytest.mark.parametrize("linker", [HARMLESS, "echo no module"])
async def test_an_end_that_claims_success_and_made_no_module_is_a_crash(linker: str, compile_: Compile) -> None:
    answer = await compile_(linker=linker)
    assert (answer.output, answer.limit, answer.diagnostics[0].code) == (None, None, CRASH)


async def test_it_finds_no_canary(compile_: Compile) -> None:
    with planted() as canaries:
        looks = "".join(f"while read line; do echo $line; echo $line >&2; done < {path}\n" for path in _paths(canaries))
        answer = await compile_(linker=f"{MODULE}; set; echo /* /*/*; {looks}:")
    seen = (answer.output or b"") + answer.log.encode() + repr(answer.diagnostics).encode()
    assert b"/sandbox" in seen
    assert not canaries.heard(seen)


def _paths(canaries: Canaries) -> tuple[str, ...]:
    return (*canaries.places.values(), "/etc/passwd", "/proc/self/environ", "/proc/1/environ", "/dev/stdin")
