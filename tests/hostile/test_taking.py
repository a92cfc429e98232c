"""Programs that want more than their share while they are compiled, and the outcomes that will do."""

from collections.abc import Awaitable, Callable

import pytest

from wardian.model import Compilation, Language

pytestmark = pytest.mark.anyio
Build = Callable[..., Awaitable[tuple[str, Compilation]]]
FAILS, COMPILES = "fails", "compiles"
MEMORY, CPU, LOG, OUTPUT, DISK = "memory", "cpu", "log", "output", "disk"
MAIN = "int main(void) { return 0; }\n"


def c(name: str, source: str, *ends: str) -> object:
    return pytest.param(Language.C, {"main.c": source}, ends, id=f"c-{name}")


def rust(name: str, source: str, *ends: str) -> object:
    return pytest.param(Language.RUST, {"main.rs": source}, ends, id=f"rust-{name}")


def wat(name: str, source: str, *ends: str) -> object:
    return pytest.param(Language.WAT, {"main.wat": source}, ends, id=f"wat-{name}")


PROGRAMS = (
    c(
        "macro-bomb",
        "#define A(x) x x x x x x x x x x\n" + "int main(void) {" + "A(" * 9 + ";" + ")" * 9 + "}",
        MEMORY,
        CPU,
    ),
    c("huge-initialised-array", f"char a[2000000000] = {{1}};\n{MAIN}", MEMORY, OUTPUT, DISK),
    c("huge-string-array", f'char a[100000000] = "x";\n{MAIN}', MEMORY, OUTPUT, DISK),
    c("includes-itself", f'#include "main.c"\n{MAIN}', FAILS),
    c("deep-parentheses", f"int x = {'(' * 100_000}1{')' * 100_000};\n{MAIN}", FAILS),
    c("deep-operators", f"int x = {'- ' * 400_000}1;\n{MAIN}", FAILS, MEMORY, CPU, COMPILES),
    c("warnings-flood", "int main(void) {\n" + "1;\n" * 20_000 + "}", LOG),
    c("errors-flood", "x y;\n" * 100_000, FAILS, CPU),
    c("symbol-flood", "".join(f"int f{n}(void) {{ return {n}; }}\n" for n in range(15_000)) + MAIN, COMPILES, CPU),
    c(
        "long-switch",
        "int main(int n, char **v) { switch (n) {" + "".join(f"case {n}:" for n in range(50_000)) + ";}}",
        COMPILES,
    ),
    rust("endless-constant", "const fn f() { loop {} } const X: () = f(); fn main() { X }", FAILS),
    rust(
        "endless-constant-allowed",
        "#![allow(long_running_const_eval)] const fn f() { loop {} } const X: () = f(); fn main() { X }",
        CPU,
    ),
    rust(
        "huge-static", 'static A: [u8; 1 << 30] = [1; 1 << 30]; fn main() { print!("{}", A[1]) }', MEMORY, OUTPUT, DISK
    ),
    rust("large-static", 'static A: [u8; 50 << 20] = [1; 50 << 20]; fn main() { print!("{:?}", A.as_ptr()) }', OUTPUT),
    rust("macro-recursion", "macro_rules! m { ($($t:tt)*) => { m!($($t)* x) } } fn main() { m!() }", FAILS),
    rust(
        "macro-bomb",
        '#![recursion_limit = "9999"] macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)* x) } } fn main() { m!(x) }',
        FAILS,
        MEMORY,
        CPU,
    ),
    rust(
        "endless-type",
        "struct S<T>(Option<Box<S<(T, T)>>>); fn main() { let _ = S::<u8>(None); }",
        FAILS,
        COMPILES,
        MEMORY,
        CPU,
    ),
    rust("deep-parentheses", f"fn main() {{ let _ = {'(' * 50_000}1{')' * 50_000}; }}", FAILS, MEMORY),
    rust("warnings-flood", "fn main() {" + "let x = 1;" * 5_000 + "}", LOG, COMPILES),
    wat("huge-memory", "(module (memory 65536))", COMPILES),
    wat("impossible-memory", "(module (memory 65537))", FAILS),
    wat("huge-table", "(module (table 4294967295 funcref))", FAILS, COMPILES),
    wat("deep-folding", "(module (func " + "(block " * 100_000 + ")" * 100_002, COMPILES),
    wat("deep-comments", "(;" * 300_000, FAILS),
    wat("many-locals", "(module (func " + "(local i64 i64 i64 i64)" * 30_000 + "))", FAILS),
    wat("large-data", '(module (memory 100) (data (i32.const 0) "' + "x" * 900_000 + '"))', COMPILES),
)

HARMLESS = {
    Language.C: {"main.c": MAIN},
    Language.RUST: {"main.rs": "fn main() {}\n"},
    Language.WAT: {"main.wat": "(module)"},
}


@pytest.mark.parametrize(("language", "files", "ends"), PROGRAMS)
async def test_the_limit_is_named_and_the_next_build_unharmed(
    language: Language, files: dict[str, str], ends: tuple[str, ...], build: Build
) -> None:
    outcome, answer = await build(language, files)
    assert outcome in ends, answer.log[-2000:]
    after, _ = await build(language, HARMLESS[language])
    assert after == COMPILES
