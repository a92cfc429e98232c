"""Compilers that speak line by line are heard while they run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.unit.toolchains.conftest import LIMITS

from wardian.model import Diagnostic, Language, Profile, Project
from wardian.toolchains.base import Toolchain
from wardian.toolchains.live import Live

pytestmark = pytest.mark.anyio

BUSY = "#define A(x...) x x x x x x x x x x\nint a[] = {A(A(A(A(A(A(1,))))))};\n"
"""Keeps clang at work for a while, and it says nothing."""

SPEAKING = {
    Language.C: {
        "a.c": '#include "a.h"\nint a(void) { int unused; return 0; }\n',
        "a.h": "static int never;\n",
        "b.c": '#include "a.h"\n' + BUSY,
        "main.c": "int main(void) { return 0; }\n",
    },
    Language.RUST: {"main.rs": 'fn main() {\n    let unused = 1;\n    let mut x = 1;\n    println!("{x}");\n}\n'},
}


@pytest.mark.parametrize("language", SPEAKING)
async def test_what_is_told_meanwhile_begins_what_is_told_at_the_end(
    installed: Callable[[Language], Toolchain], language: Language
) -> None:
    texts: list[str] = []
    told: list[Diagnostic] = []

    def tell(text: str, found: tuple[Diagnostic, ...]) -> None:
        texts.append(text)
        told.extend(found)

    project = Project(language, SPEAKING[language])
    built = await installed(language).compile(project, Profile.RELEASE, LIMITS, tell)
    assert told
    assert tuple(told) == built.diagnostics[: len(told)]
    assert built.log.startswith("".join(texts).rstrip("\n"))


async def test_words_are_told_in_whole_lines_and_as_many_as_may_be() -> None:
    told: list[str] = []
    spoken = asyncio.Event()

    def tell(text: str, found: tuple[Diagnostic, ...]) -> None:
        told.append(text)
        spoken.set()

    with Live(lambda lines: (lines, ()), tell, 8) as live:
        live.hear("a é".encode()[:-1])
        live.hear("é".encode()[-1:] + b"\nb")
        await asyncio.wait_for(spoken.wait(), 5)
        assert told == ["a é\n"]
        spoken.clear()
        live.hear(b"\nand more\n")
        await asyncio.wait_for(spoken.wait(), 5)
    assert "".join(told) == "a é\nb\na"


async def test_a_compiler_that_ends_at_once_is_not_heard_beforehand(
    installed: Callable[[Language], Toolchain],
) -> None:
    told: list[str] = []
    project = Project(Language.C, {"main.c": "int main(void) { int unused; return 0; }\n"})
    with Live(lambda lines: (lines, ()), lambda text, found: told.append(text), 100) as live:
        live.hear(b"said\n")
    assert (await installed(Language.C).compile(project, Profile.DEBUG, replace(LIMITS))).diagnostics
    assert told == []
