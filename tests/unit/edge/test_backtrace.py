"""Where a program crashed, as its author reads it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import pytest

from wardian.edge.backtrace import parse, parse_traceback
from wardian.edge.core import CoreRuntime, Program
from wardian.edge.outcome import Kind, Outcome
from wardian.model import Frame, Language, Profile, Project
from wardian.sandbox.job import Limits
from wardian.toolchains.registry import toolchains

LIMITS = Limits(wall_s=60, cpu_s=30, memory=1 << 30, output=8 << 20, log=256 << 10)

C = {
    "main.c": """#include <stdio.h>
#include "lib/shelf.h"
int main(void)
{
    puts("before");
    return put(100000000);
}
""",
    "lib/shelf.h": "int put(int at);\n",
    "lib/shelf.c": """#include "shelf.h"
static int shelf[4];
__attribute__((noinline)) int put(int at)
{
    volatile int *place = shelf + at;
    *place = 7;
    return *place;
}
""",
}
RUST = {
    "main.rs": """mod shelf;
fn main() {
    let at = std::env::args().count() + 5;
    println!("{}", shelf::pick(&[1, 2, 3], at));
}
""",
    "shelf.rs": """#[inline(never)]
pub fn pick(from: &[i32], at: usize) -> i32 {
    from[at]
}
""",
}


@pytest.fixture
def deployed(
    runtime: CoreRuntime, load: Callable[[bytes], Program]
) -> Callable[[Language, Mapping[str, str]], Outcome]:
    """Builds a project as it is built to be deployed, and runs it on the edge."""

    def run(language: Language, files: Mapping[str, str]) -> Outcome:
        compilation = asyncio.run(toolchains()[language].compile(Project(language, files), Profile.RELEASE, LIMITS))
        assert compilation.output is not None, compilation.log
        return runtime.run(load(compilation.output), {})

    return run


def test_a_crash_in_c_names_files_and_lines(deployed: Callable[..., Outcome]) -> None:
    outcome = deployed(Language.C, C)
    assert outcome.kind is Kind.TRAPPED
    assert outcome.trace == (Frame("put", "lib/shelf.c", 6), Frame("main", "main.c", 6))
    assert outcome.message.endswith("It happened in put (lib/shelf.c:6), called from main (main.c:6).")


def test_a_panic_in_rust_names_files_and_lines(deployed: Callable[..., Outcome]) -> None:
    outcome = deployed(Language.RUST, RUST)
    assert outcome.kind is Kind.TRAPPED
    called, *own = outcome.trace
    assert called == Frame("core::panicking::panic_bounds_check")
    assert own == [Frame("main::shelf::pick", "shelf.rs", 3), Frame("main", "main.rs", 4)]


def test_a_recursion_is_cut_short() -> None:
    calls = "".join(f"{number:5}: {number:#8x} - <unknown>!deep\n" for number in range(5000))
    message = f"error while executing at wasm backtrace:\n{calls}\nCaused by:\n    wasm trap: call stack exhausted"
    assert parse(message) == (Frame("deep"),) * 16


def test_sources_of_libraries_are_not_the_programs() -> None:
    message = """error while executing at wasm backtrace:
    0:   0x88b3 - abort
                    at ././libc-bottom-half/sources/abort.c:5:5
    1:    0x4c6 - main::twice::pick::heb4c52164c3f4816
                    at ./twice.rs:3:5
    2:    0x2aa - call_once<fn(), ()>
                    at /build/sysroot/lib/rustlib/src/rust/library/core/src/ops/function.rs:250:5
                - inlined
                    at ./../secret.rs:166:18
"""
    assert parse(message) == (Frame("abort"), Frame("main::twice::pick", "twice.rs", 3))


def test_no_traceback_no_frames() -> None:
    assert parse_traceback("a program's own words\n") == ()
