"""Formatting, in each language that has a formatter."""

from __future__ import annotations

import ast
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wardian.errors import ToolchainMissing
from wardian.model import Diagnostic, Formatted, Language, Project
from wardian.sandbox import Limits
from wardian.toolchains.formatters import formatters, package
from wardian.toolchains.formatters.base import format_project
from wardian.toolchains.formatters.rustfmt import Rustfmt
from wardian.units import GIB, KIB, MIB

pytestmark = pytest.mark.anyio

EXAMPLES = Path(__file__).parents[3] / "examples"
LIMITS = Limits(wall_s=30, cpu_s=10, memory=1 * GIB, output=2 * MIB, log=64 * KIB)
Format = Callable[..., Awaitable[Formatted]]

UGLY = {
    Language.C: (
        '#include <stdio.h>\n#include "b.h"\n#include "a.h"\n'
        "int main(void){int x=1;\n// a note that is longer than a line may be, and is not broken for all that, "
        "since what a person has laid out by hand is that person's\n"
        '\tif(x) {puts("tab:\t , é😀");}\n\n\n\n  else return\n x;}\n'
    ),
    Language.RUST: 'mod b;mod a;\nfn main(){let x=vec![1,2 ,3];// why\nprintln!("{:?}  é😀",x)}\n',
    Language.PYTHON: (
        "import b,a\ndef f( x ):\n\tif x :\n\t\treturn  ( 'é😀' )# why\n\n\n\n\n"
        "try: f(1)\nexcept (ValueError, OSError): pass\n"
    ),
}
PRETTY = {
    Language.C: (
        '#include <stdio.h>\n#include "b.h"\n#include "a.h"\nint main(void)\n{\n'
        "    int x = 1;\n    // a note that is longer than a line may be, and is not broken for all that, "
        "since what a person has laid out by hand is that person's\n"
        '    if (x) {\n        puts("tab:\t , é😀");\n    }\n\n    else\n        return x;\n}\n'
    ),
    Language.RUST: (
        'mod a;\nmod b;\nfn main() {\n    let x = vec![1, 2, 3]; // why\n    println!("{:?}  é😀", x)\n}\n'
    ),
    Language.PYTHON: (
        'import b, a\n\n\ndef f(x):\n    if x:\n        return "é😀"  # why\n\n\n'
        "try:\n    f(1)\nexcept (ValueError, OSError):\n    pass\n"
    ),
}
BROKEN = {
    Language.C: ("int main(void) {\n  if (1) { f(;\n", 2, 1),
    Language.RUST: ('fn main() {\n    let é = "😀"; let x = ;\n}\n', 2, 27),
    Language.PYTHON: ('x = 1\ns = "😀"; def f(:\n', 2, 11),
}
CONFIGURATIONS = {
    Language.C: {
        ".clang-format": "BasedOnStyle: InheritParentConfig\nIndentWidth: 8\nColumnLimit: 20\n",
        "_clang-format": "DisableFormat: true\n",
        ".clang-format-ignore": "*\n",
    },
    Language.RUST: {
        "rustfmt.toml": "hard_tabs = true\nignore = ['/']\n",
        ".rustfmt.toml": "disable_all_formatting = true\n",
    },
    Language.PYTHON: {
        "pyproject.toml": "[tool.ruff]\nextend = '/etc/passwd'\ninclude = []\nline-length = 20\n",
        "ruff.toml": "extend = '/etc/passwd'\n",
        ".ruff.toml": "[format]\nindent-style = 'tab'\n",
    },
}


@pytest.fixture
def formatted() -> Format:
    """Formats files; skips with the reason where this host has no formatter for them."""

    async def format_(language: Language, files: Mapping[str, str], **limits: Any) -> Formatted:
        try:
            return await format_project(formatters()[language], Project(language, files), replace(LIMITS, **limits))
        except ToolchainMissing as missing:
            pytest.skip(missing.detail)

    return format_


def only(answer: Formatted) -> Diagnostic:
    assert answer.files == {}
    (found,) = answer.diagnostics
    return found


@pytest.mark.parametrize("language", UGLY)
async def test_a_file_is_laid_out_anew(formatted: Format, language: Language) -> None:
    assert await formatted(language, {language.entry: UGLY[language]}) == Formatted({language.entry: PRETTY[language]})


@pytest.mark.parametrize("language", UGLY)
async def test_what_has_been_formatted_stays(formatted: Format, language: Language) -> None:
    assert await formatted(language, {language.entry: PRETTY[language]}) == Formatted({})


@pytest.mark.parametrize("language", UGLY)
async def test_the_last_line_gets_its_end(formatted: Format, language: Language) -> None:
    answer = await formatted(language, {language.entry: PRETTY[language].rstrip("\n")})
    assert answer.files == {language.entry: PRETTY[language]}


@pytest.mark.parametrize("language", UGLY)
async def test_every_example_is_written_as_its_formatter_writes(formatted: Format, language: Language) -> None:
    for folder in (EXAMPLES / language).iterdir():
        files = {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.*"))}
        assert await formatted(language, files) == Formatted({}), folder.name


@pytest.mark.parametrize("language", UGLY)
async def test_line_ends_of_windows_are_kept(formatted: Format, language: Language) -> None:
    answer = await formatted(language, {language.entry: UGLY[language].replace("\n", "\r\n")})
    assert answer.files == {language.entry: PRETTY[language].replace("\n", "\r\n")}


@pytest.mark.parametrize("language", UGLY)
async def test_a_file_that_does_not_parse_stays_and_its_place_is_told(formatted: Format, language: Language) -> None:
    text, line, column = BROKEN[language]
    found = only(await formatted(language, {language.entry: text}))
    assert (found.code, found.file, found.line, found.column) == ("not-formatted", language.entry, line, column)


@pytest.mark.parametrize("language", UGLY)
async def test_a_projects_own_configuration_takes_no_part(formatted: Format, language: Language) -> None:
    answer = await formatted(language, {**CONFIGURATIONS[language], language.entry: UGLY[language]})
    assert answer == Formatted({language.entry: PRETTY[language]})


@pytest.mark.parametrize("language", UGLY)
async def test_a_blank_file_stays_as_it_is(formatted: Format, language: Language) -> None:
    for text in ("", "\n", " \r\n\t"):
        assert await formatted(language, {language.entry: text}) == Formatted({})


@pytest.mark.parametrize("language", UGLY)
async def test_a_time_limit_names_the_file_and_itself(formatted: Format, language: Language) -> None:
    found = only(await formatted(language, {language.entry: UGLY[language]}, wall_s=0.0))
    assert found.code == "limit-wall"
    assert found.message == f"{language.entry} is not formatted: formatting a project may take 0 s."


async def test_braces_that_would_be_indented_for_ever_hit_the_size_limit(formatted: Format) -> None:
    text = "void f(void){" + "{\n" * 3000 + "}" * 3001
    found = only(await formatted(Language.C, {"main.c": text}, output=64 * KIB))
    assert found.code == "limit-output"
    assert found.message == "main.c is not formatted: the files may be 64 KiB together, and would be longer."


async def test_the_size_limit_is_for_all_files_together(formatted: Format) -> None:
    files = dict.fromkeys(("main.py", "a.py", "b.py"), "x = 1\n" * 1000)
    answer = await formatted(Language.PYTHON, files, output=16 * KIB)
    assert [found.code for found in answer.diagnostics] == ["limit-output"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.C, "int x = " + "(" * 100_000 + ";\n"),
        (Language.RUST, "fn main() { " + "(" * 100_000 + " }\n"),
        (Language.PYTHON, "x = " + "(" * 100_000 + "\n"),
    ],
    ids=["c", "rust", "python"],
)
async def test_a_bomb_ends_with_a_reason(formatted: Format, language: Language, text: str) -> None:
    found = only(await formatted(language, {language.entry: text}, wall_s=5.0, cpu_s=2))
    assert found.code in ("not-formatted", "limit-cpu", "limit-wall", "limit-memory")
    assert found.message


async def test_only_white_space_of_a_c_file_changes(formatted: Format) -> None:
    text = (
        "#define TWICE(x) \\\n  do{x;x;}while(0)\n#if 0\n  it  is not C\n#endif\n"
        'char*s="a  b\\\n  c";struct{int a:3,b;}t={1,\n2,};\n'
    )
    answer = await formatted(Language.C, {"main.c": text})
    assert re.sub(r"\\\n|\s", "", answer.files["main.c"]) == re.sub(r"\\\n|\s", "", text)
    assert '"a  b\\\n  c"' in answer.files["main.c"]


async def test_a_python_file_means_the_same(formatted: Format) -> None:
    answer = await formatted(Language.PYTHON, {"main.py": UGLY[Language.PYTHON]})
    assert ast.dump(ast.parse(answer.files["main.py"])) == ast.dump(ast.parse(UGLY[Language.PYTHON]))


async def test_a_module_elsewhere_is_not_looked_for(formatted: Format) -> None:
    text = '#[path = "/etc/passwd"]\nmod a;\nmod b;\n\nfn main() {\n    include!("/etc/shadow");\n}\n'
    assert await formatted(Language.RUST, {"main.rs": text}) == Formatted({})


async def test_rust_without_rustfmt_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "rust/lib").mkdir(parents=True)
    (tmp_path / "rust/lib/librustc_driver-0123456789abcdef.so").touch()
    with pytest.raises(ToolchainMissing, match=r"rustfmt is not installed here.*wardian toolchain install rust"):
        await format_project(Rustfmt(tmp_path / "rust"), Project(Language.RUST, {"main.rs": "fn main() {}"}), LIMITS)


def test_a_formatter_that_is_not_installed_is_named() -> None:
    with pytest.raises(ToolchainMissing, match="no-such-formatter is not installed here"):
        package.job("no-such-formatter", (), "", LIMITS)
