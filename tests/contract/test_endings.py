"""How builds end at their limits, in each language: real compilers, through the API.

Missing here is what no program reaches. Clang, Python and the assembler may start no process, and neither the check of
Python nor the assembler writes a file. The assembler stops at its first error, which fills no log of the usual size.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from wardian.errors import ToolchainMissing
from wardian.model import Language
from wardian.sandbox import script
from wardian.toolchains import registry
from wardian.units import GIB, KIB, MIB

if TYPE_CHECKING:
    from tests.contract.conftest import Serve

    from wardian.toolchains.base import Toolchain

pytestmark = pytest.mark.anyio
WAIT = {"Prefer": "wait=60"}
PATIENT: Mapping[str, Any] = {"build_wall_s": 40.0, "source_bytes": 12 * MIB}
Files = Mapping[str, str]

MAIN = "int main(void) { return 0; }\n"
MACROS = f"#define A(x) x x x x x x x x x x\nint a[] = {{{'A(' * 9}1,{')' * 9}}};\n{MAIN}"
ARRAY = "int puts(const char *); char a[200000] = {1}; int main(void) { return puts(a); }\n"
OBJECTS = {"main.c": MAIN, **{f"{n}.c": f"char a{n}[30000000] = {{1}};\n" for n in range(4)}}
CONSTANT = "#![allow(long_running_const_eval)] const fn f() { loop {} } const X: () = f(); fn main() { X }\n"
TOKENS = "macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)* x) } } fn main() { m!(x) }\n"
STATICS = "".join(f"static A{n}: [u8; 40 << 20] = [{n + 1}; 40 << 20];\n" for n in range(2))
PRINTS = 'fn main() { print!("{:?} {:?}", A0.as_ptr(), A1.as_ptr()) }\n'
LISTS = "x = [1, 2, 3, 'four']\n"
ESCAPES = "".join(f"x{n} = '\\d'\n" for n in range(1000))
FUNCTIONS = f"(module {'(func)' * 1_000_000})"
DATA = f'(module (memory 1) (data (i32.const 0) "{"x" * 30_000}"))'


def c(text: str) -> Files:
    return {"main.c": text}


def rust(text: str) -> Files:
    return {"main.rs": text}


def python(text: str) -> Files:
    return {"main.py": text}


def wat(text: str) -> Files:
    return {"main.wat": text}


SENTENCES = {
    "wall": "Stopped after 0.02 s, the longest a build may take.",
    "cpu": "Stopped after 1 s of CPU time, the limit for the compiler.",
    "memory": "The compiler ran out of memory: it may use ",
    "output": "The compiled program is too large: it may have 9.766 KiB.",
    "log": "Stopped because the compiler said too much: its messages may fill ",
    "disk": "The compiler filled the folder it works in: what it writes may take 64 MiB.",
    "processes": "The compiler could not start another thread or process: it may have 4,",
}
ENDINGS: tuple[tuple[str, Files, Mapping[str, Any]], ...] = (
    ("wall", c(MAIN), {"build_wall_s": 0.02}),
    ("cpu", c(MACROS), {"build_cpu_s": 1, "build_memory": 4 * GIB}),
    ("memory", c(MACROS), {"build_memory": 300 * MIB}),
    ("output", c(ARRAY), {"build_output": 10_000}),
    ("log", c(f"int main(void) {{\n{'1;' * 1000}}}\n"), {"build_log": 10 * KIB}),
    ("disk", OBJECTS, {}),
    ("wall", rust("fn main() {}\n"), {"build_wall_s": 0.02}),
    ("cpu", rust(CONSTANT), {"build_cpu_s": 1}),
    ("memory", rust(f'#![recursion_limit = "9999"] {TOKENS}'), {"build_memory": 512 * MIB}),
    ("memory", rust("fn main() {}\n"), {"build_memory": 128 * MIB}),
    ("output", rust("fn main() {}\n"), {"build_output": 10_000}),
    ("log", rust(f"fn main() {{ {'let x = 1;' * 1000} }}\n"), {"build_log": 10 * KIB}),
    ("disk", rust(STATICS + PRINTS), {}),
    ("wall", python("pass\n"), {"build_wall_s": 0.02}),
    ("cpu", python(LISTS * 200_000), {"build_cpu_s": 1}),
    ("memory", python(LISTS * 20_000), {"build_memory": 40 * MIB}),
    ("memory", python("pass\n"), {"build_memory": 16 * MIB}),
    ("output", python(f"x = '{'x' * 10_000}'\n"), {"build_output": 10_000}),
    ("log", python(ESCAPES), {"build_log": 10 * KIB}),
    ("wall", wat("(module)"), {"build_wall_s": 0.02}),
    ("cpu", wat(FUNCTIONS), {"build_cpu_s": 1}),
    ("memory", wat(FUNCTIONS), {"build_memory": 256 * MIB}),
    ("memory", wat("(module)"), {"build_memory": 16 * MIB}),
    ("output", wat(DATA), {"build_output": 10_000}),
    ("log", wat("(module (call $x))"), {"build_log": 20}),
)
NAMES = [f"{limit}-{next(iter(files)).partition('.')[2]}" for limit, files, _ in ENDINGS]
MISTAKES = (c("int main(void) { return x; }\n"), rust("fn main() { x }\n"), python("x = (\n"), wat("(nodule)"))
QUOTES = (
    c('int puts(const char *);\nint main(void) { puts("error: No space left on device") }\n'),
    c("#error No space left on device\n"),
    rust('fn main() { println!("No space left on device (os error 11)", x) }\n'),
    rust('compile_error!("Cannot allocate memory; internal compiler error"); fn main() {}\n'),
    python("raise MemoryError(\n"),
    wat("(module (func i32.const memory allocation of 1 bytes failed))"),
)


def toolchain(files: Files) -> Toolchain:
    """Of the language whose entry is the first file. Skips where this host has none."""
    language = next(language for language in Language if language.entry == next(iter(files)))
    found = registry.toolchains()[language]
    try:
        found.version()
    except ToolchainMissing as missing:
        pytest.skip(missing.detail)
    return found


async def twice(serve: Serve, files: Files, **settings: Any) -> list[dict[str, Any]]:
    """The answers to one who asks for the same build a second time."""
    compiler = toolchain(files)
    body = {"language": compiler.language, "profile": "release", "files": dict(files)}
    async with serve(compiler, **{**PATIENT, **settings}) as client:
        answers = [await client.post("/api/builds", json=body, headers=WAIT) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    return [answer.json() for answer in answers]


@pytest.mark.parametrize(("limit", "files", "settings"), ENDINGS, ids=NAMES)
async def test_a_build_at_a_limit_says_which_and_is_not_kept(
    serve: Serve, limit: str, files: Files, settings: Mapping[str, Any]
) -> None:
    for build in await twice(serve, files, **settings):
        assert (build["status"], build["cached"], build["artifact"]) == ("failed", False, None)
        first = build["diagnostics"][0]
        assert (first["code"], first["file"]) == (f"limit-{limit}", None)
        assert first["message"].startswith(SENTENCES[limit])


@pytest.mark.skipif(os.geteuid() != 0, reason="only a runner that is root counts a job's processes")
async def test_a_rustc_that_gets_too_few_threads_says_so_and_is_not_kept(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "PROCESSES", 4)
    monkeypatch.setattr("wardian.toolchains.limits.PROCESSES", 4)
    for build in await twice(serve, rust("fn main() {}\n")):
        assert (build["status"], build["cached"]) == ("failed", False)
        assert build["diagnostics"][0]["code"] == "limit-processes"
        assert build["diagnostics"][0]["message"].startswith(SENTENCES["processes"])


@pytest.mark.parametrize("files", MISTAKES, ids=lambda files: next(iter(files)))
async def test_a_mistake_in_the_program_is_kept(serve: Serve, files: Files) -> None:
    first, second = await twice(serve, files)
    assert (first["status"], first["cached"], second["cached"]) == ("failed", False, True)
    assert second["diagnostics"] == first["diagnostics"]
    assert first["diagnostics"][0]["file"] == next(iter(files))


@pytest.mark.parametrize("files", QUOTES, ids=lambda files: next(iter(files)))
async def test_a_program_that_quotes_a_limit_has_met_none(serve: Serve, files: Files) -> None:
    _, second = await twice(serve, files)
    assert (second["status"], second["cached"]) == ("failed", True)
    assert not any((found["code"] or "").startswith(("limit-", "compiler-")) for found in second["diagnostics"])


async def test_a_compiler_that_crashes_of_the_program_is_kept(serve: Serve) -> None:
    first, second = await twice(serve, c(f"#pragma clang __debug crash\n{MAIN}"))
    assert (first["diagnostics"][0]["code"], second["cached"]) == ("compiler-crash", True)


async def test_a_build_that_a_limit_stopped_succeeds_under_a_higher_one(serve: Serve) -> None:
    stopped, _ = await twice(serve, c(ARRAY), build_output=10_000)
    made, again = await twice(serve, c(ARRAY))
    assert (made["id"], made["status"], made["cached"], again["cached"]) == (stopped["id"], "succeeded", False, True)
