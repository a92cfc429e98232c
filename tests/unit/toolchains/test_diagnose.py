"""A check says what a build would, and makes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.unit.toolchains.conftest import LIMITS

from wardian.model import Compilation, Findings, Language, Profile, Project
from wardian.toolchains.base import Toolchain

pytestmark = pytest.mark.anyio
Compile = Callable[..., Awaitable[Compilation]]
Diagnose = Callable[..., Awaitable[Findings]]

WRONG = {
    Language.C: {
        "main.c": '#include "b.h"\nint main(void) {\n\tchar *s = "😀"; retrun 0;\n}\n',
        "b.h": "int b(void) { int unused; return 0 }\n",
        "other.c": "int other(void) { return missing; }\n",
    },
    Language.RUST: {
        "main.rs": 'mod b;\nfn main() {\n\tlet s: i32 = "😀";\n\tb::b();\n}\n',
        "b.rs": "pub fn b() {\n    let unused = 1;\n}\n",
    },
    Language.PYTHON: {"main.py": 's = "😀"; def f(:\n', "b.py": "if 1 is 1:\n    pass\n"},
    Language.WAT: {"main.wat": "(module\n  (func $f (result i32)))\n"},
}
RIGHT = {
    Language.C: {"main.c": "int main(void) { return 0; }\n", "other.c": "int other(void) { return 1; }\n"},
    Language.RUST: {"main.rs": 'fn main() {\n    println!("{}", 1);\n}\n'},
    Language.PYTHON: {"main.py": "print(1)\n"},
    Language.WAT: {"main.wat": "(module)\n"},
}


@pytest.fixture
def diagnosed(installed: Callable[[Language], Toolchain]) -> Diagnose:
    async def diagnose(language: Language, files: dict[str, str], **limits: Any) -> Findings:
        return await installed(language).diagnose(Project(language, files), replace(LIMITS, **limits))

    return diagnose


@pytest.mark.parametrize("language", Language)
async def test_a_wrong_program_is_told_of_as_in_a_build(
    diagnosed: Diagnose, compiled: Compile, language: Language
) -> None:
    findings = await diagnosed(language, WRONG[language])
    built = await compiled(language, WRONG[language], Profile.DEBUG)
    assert findings.diagnostics == built.diagnostics
    assert findings.diagnostics
    assert findings.limit is None


@pytest.mark.parametrize("language", Language)
async def test_nothing_is_said_of_a_right_program(diagnosed: Diagnose, language: Language) -> None:
    assert await diagnosed(language, RIGHT[language]) == Findings()


@pytest.mark.parametrize("language", Language)
async def test_the_time_limit_is_named(diagnosed: Diagnose, language: Language) -> None:
    findings = await diagnosed(language, RIGHT[language], wall_s=0.001)
    assert findings.limit == "wall"
    (found,) = findings.diagnostics
    assert (found.code, found.message) == ("limit-wall", "Stopped after 0.001 s, the longest a check may take.")


async def test_what_only_linking_finds_is_not_looked_for(diagnosed: Diagnose) -> None:
    files = {"main.c": "int missing(void);\nint main(void) { return missing(); }\n"}
    assert await diagnosed(Language.C, files) == Findings()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.C, '#include "/etc/passwd"\n'),
        (Language.C, 'const char text[] = {\n#embed "/etc/passwd"\n};\n'),
        (Language.RUST, 'fn main() { let _: i32 = include_str!("/etc/passwd"); }\n'),
        (Language.RUST, '#[path = "/etc/passwd"]\nmod users;\nfn main() {}\n'),
    ],
)
async def test_a_check_reads_no_file_of_the_host(diagnosed: Diagnose, language: Language, text: str) -> None:
    findings = await diagnosed(language, {language.entry: text})
    assert findings.diagnostics
    assert "root:" not in repr(findings)
