from __future__ import annotations

import json
from pathlib import Path

import pytest
import wasmtime

from wardian.lessons.pages import Program
from wardian.lessons.prebuild import Report, prebuild
from wardian.model import Compilation, Language, Profile, Project
from wardian.sandbox import Limits
from wardian.toolchains.base import Toolchain
from wardian.toolchains.c import C
from wardian.toolchains.live import Tell, silent
from wardian.toolchains.python import Python
from wardian.toolchains.wat import Wat
from wardian.units import GIB, MIB

LIMITS = Limits(wall_s=15, cpu_s=10, memory=1 * GIB, output=8 * MIB, log=MIB)
HELLO = '(module (func (export "_start")))'

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def program(key: str, text: str, expect: str | None = None, language: Language = Language.WAT) -> Program:
    return Program(key, Project(language, {language.entry: text}), expect, f"{key}/index.html")


async def built(out: Path, *programs: Program, wat: Wat | None = None) -> Report:
    toolchains: dict[Language, Toolchain] = {Language.WAT: wat or Wat(), Language.C: C(), Language.PYTHON: Python()}
    return await prebuild(programs, toolchains, LIMITS, out)


async def test_each_program_is_compiled_under_its_key(tmp_path: Path) -> None:
    report = await built(tmp_path, program("a", HELLO), program("a", HELLO), program("b", HELLO + " "))
    assert list(report.sizes) == ["a", "b"]
    wasmtime.Module(wasmtime.Engine(), (tmp_path / "a.wasm").read_bytes())
    index = json.loads((tmp_path / "index.json").read_text())
    assert index == {key: {"size": (tmp_path / f"{key}.wasm").stat().st_size} for key in "ab"}


async def test_python_is_its_sources(tmp_path: Path) -> None:
    report = await built(tmp_path, program("a", "print(1)", language=Language.PYTHON))
    assert (report.sizes, report.missing) == ({}, {})


async def test_what_does_not_compile_is_told_with_its_page(tmp_path: Path) -> None:
    report = await built(tmp_path, program("lesson", "(module (oops))"), program("good", HELLO))
    assert list(report.sizes) == ["good"]
    (message,) = report.wrong
    assert message.startswith("lesson/index.html: a WAT program does not compile.\nmain.wat:1:")
    assert "oops" in message


async def test_a_lesson_may_show_an_error(tmp_path: Path) -> None:
    shown = program("shown", "(module (oops))", expect="oops")
    assert (await built(tmp_path, shown)).wrong == ()
    assert len((await built(tmp_path, program("other", "(module (oops))", expect="another error"))).wrong) == 1


async def test_the_second_time_nothing_is_compiled(tmp_path: Path) -> None:
    class Counting(Wat):
        compiled = 0

        async def compile(self, project: Project, profile: Profile, limits: Limits, tell: Tell = silent) -> Compilation:
            self.compiled += 1
            return await super().compile(project, profile, limits, tell)

    wat = Counting()
    programs = (program("good", HELLO), program("bad", "(module (oops))"))
    first = await built(tmp_path / "first", *programs, wat=wat)
    assert await built(tmp_path / "second", *programs, wat=wat) == first
    assert (tmp_path / "second/good.wasm").read_bytes() == (tmp_path / "first/good.wasm").read_bytes()
    assert wat.compiled == 2


async def test_a_toolchain_that_is_missing_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    report = await built(tmp_path, program("c", "int main(void) {}", language=Language.C), program("wat", HELLO))
    assert list(report.sizes) == ["wat"]
    assert "wardian toolchain install c" in report.missing[Language.C]
