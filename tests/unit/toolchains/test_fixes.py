"""A fix that is proposed, applied and compiled again takes its diagnostic away."""

from collections.abc import Awaitable, Callable

import pytest
from tests.unit.toolchains.edits import applied

from wardian.model import Compilation, Diagnostic, Language
from wardian.toolchains.python import Python

pytestmark = pytest.mark.anyio
Compile = Callable[..., Awaitable[Compilation]]

C, RUST, PYTHON, WAT = Language.C, Language.RUST, Language.PYTHON, Language.WAT


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    Python().install(print)


def main(body: str) -> str:
    return f"#include <stdio.h>\nint main(void) {{\n{body}\n}}\n"


CERTAIN = [
    (C, main('\tint größe = 1;\r\n\tprintf("%d 😀", größe)')),
    (C, main('    printf("%d", "x");')),
    (C, main('    prinft("x");')),
    (C, main("    struct { int left; } *p = 0; return p.left;")),
    (C, "\ufeffint x = 5\nint main(void) { return x; }\n"),
    (RUST, 'fn main() { let s = String::new(); let _t = s; println!("{}", s); }\n'),
    (RUST, 'fn main() {\r\n\tlet é = "😀"; let x: i32 = 1u64;\r\n\tprintln!("{é}{x}");\r\n}\r\n'),
    (RUST, "\ufefffn main() { let x = 1; }\n"),
    (RUST, "use std::collections::HashMap;\nfn main() {}\n"),
    (RUST, 'fn main() { let x = 1; x = 2; println!("{x}"); }\n'),
    (RUST, "fn main() { if (true) {} }\n"),
]
UNCERTAIN = [
    (C, main("    int a = 1; if (a = 2) {}")),
    (C, main("    int a = 1; return a & 1 == 2;")),
    (RUST, 'fn main() { let count = 1; println!("{}", coumt); }\n'),
    (RUST, "fn main() { let m: HashMap<u8, u8> = Default::default(); drop(m); }\n"),
    (RUST, "fn main() { let i: Option<Iter<u8>> = None; drop(i); }\n"),
    (PYTHON, "whille True:\n    é = '😀'\n"),
    (PYTHON, "é = '😀'; improt os\n"),
    (PYTHON, "\ufeffif 1\n    pass\n"),
    (PYTHON, "x = 1\r\nif x = 1:\r\n    pass\r\n"),
    (PYTHON, "print '😀', 1\n"),
    (PYTHON, "x = (1))\n"),
    (PYTHON, "def f():\n    x = 1\n      y = 2\n"),
    (PYTHON, "class A:\n\tdef f(self):\n\tpass\n"),
    (PYTHON, "x = '😀 \\d'\n"),
    (PYTHON, "x = 1\nif x is 1: pass\n"),
    (PYTHON, "x = 1\nif x is not 'a': pass\n"),
    (WAT, "(module (func (; größe😀 ;) (param $left i32)\r\n\t(drop (local.get $lef))))"),
    (WAT, "(module (func $add) (func (call $ad)))"),
    (WAT, "(module (func (block $outer (br $outr))))"),
    (WAT, "(module (global $count i32 (i32.const 1)) (func (drop (global.get $cuont))))"),
    (WAT, "(module\n  (func)\n"),
    (WAT, "\ufeff(module)"),
]


@pytest.mark.parametrize(
    ("language", "source", "certain"),
    [*((*program, True) for program in CERTAIN), *((*program, False) for program in UNCERTAIN)],
)
async def test_each_fix_removes_its_diagnostic(
    compiled: Compile, language: Language, source: str, certain: bool
) -> None:
    files = {language.entry: source}
    found = [one for one in (await compiled(language, files)).diagnostics if one.fixes]
    assert found
    for diagnostic in found:
        for fix in diagnostic.fixes:
            assert fix.certain is certain
            after = await compiled(language, applied(fix, files))
            assert not any(same(diagnostic, other) for other in after.diagnostics), fix


async def test_a_fix_may_change_another_file(compiled: Compile) -> None:
    files = {"main.c": '#include "a.h"\nint main(void) { return a; }\n', "a.h": "int a = 5\n"}
    (found,) = (await compiled(C, files)).diagnostics
    after = applied(found.fixes[0], files)
    assert after == {**files, "a.h": "int a = 5;\n"}
    assert (await compiled(C, after)).diagnostics == ()


async def test_alternatives_are_fixes_of_their_own(compiled: Compile) -> None:
    (found,) = (
        await compiled(RUST, {"main.rs": "fn main() { let i: Option<Iter<u8>> = None; drop(i); }\n"})
    ).diagnostics
    texts = [edit.text for fix in found.fixes for edit in fix.edits]
    assert any("collections::binary_heap::Iter;" in text for text in texts)
    assert len(texts) == len(found.fixes) > 3
    assert all(fix.message.endswith("`") for fix in found.fixes)


async def test_no_fix_would_change_the_c_library(compiled: Compile) -> None:
    answer = await compiled(C, {"main.c": "#include <stdio.h>\nint main(void) { fprintf(stdou, 1); }\n"})
    assert {edit.file for found in answer.diagnostics for fix in found.fixes for edit in fix.edits} <= {"main.c"}


def same(first: Diagnostic, second: Diagnostic) -> bool:
    return (first.message, first.code, first.line) == (second.message, second.code, second.line)
