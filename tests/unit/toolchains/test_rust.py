import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from wardian.model import Compilation, Diagnostic, Edit, Language, Profile, Severity, Span
from wardian.toolchains import cache, rust_edge, rust_rustup
from wardian.toolchains.rust import Rust

pytestmark = pytest.mark.anyio
Compile = Callable[..., Awaitable[Compilation]]


def place(found: Diagnostic) -> tuple[object, ...]:
    return found.file, found.line, found.column, found.end_line, found.end_column


@pytest.mark.parametrize("profile", Profile)
async def test_a_program_of_several_files(compiled: Compile, profile: Profile) -> None:
    files = {
        "main.rs": 'mod deep;\nfn main() {\n    println!("{}", deep::inner::n());\n}\n',
        "deep/mod.rs": "pub mod inner;\n",
        "deep/inner.rs": 'pub fn n() -> usize {\n    include_str!("../n.txt").len()\n}\n',
        "n.txt": "four",
    }
    answer = await compiled(Language.RUST, files, profile)
    assert answer.diagnostics == ()
    assert (answer.output or b"").startswith(b"\0asm")


async def test_the_same_project_gives_the_same_module(compiled: Compile) -> None:
    files = {"main.rs": 'fn main() { println!("hi") }\n'}
    assert (await compiled(Language.RUST, files)).output == (await compiled(Language.RUST, files)).output


async def test_columns_count_utf16_and_suggestions_become_fixes(compiled: Compile) -> None:
    files = {
        "main.rs": "mod a;\nfn main() {\n    a::f();\n}\n",
        "a.rs": 'pub fn f() -> i32 {\r\n\tlet _ = "é😀"; 1u64\r\n}\r\n',
    }
    answer = await compiled(Language.RUST, files)
    (error,) = answer.diagnostics
    assert (error.code, error.message) == ("E0308", "mismatched types: expected `i32`, found `u64`")
    assert place(error) == ("a.rs", 2, 17, 2, 21)
    assert error.fixes[0].edits == (Edit("a.rs", 2, 18, 2, 21, "i32"),)
    assert error.spans == (Span("a.rs", 1, 15, 1, 18, "expected `i32` because of return type"),)
    assert error.explanation == "/api/explanations/E0308"


async def test_an_error_inside_a_standard_macro_stands_where_it_is_called(compiled: Compile) -> None:
    files = {"main.rs": 'struct S;\nfn main() {\n    println!("{}", S);\n}\n'}
    answer = await compiled(Language.RUST, files)
    error = answer.diagnostics[0]
    assert (error.file, error.line, error.code) == ("main.rs", 3, "E0277")


async def test_warnings_do_not_stop_the_build(compiled: Compile) -> None:
    answer = await compiled(Language.RUST, {"main.rs": "fn main() { let x = 1; }\n"})
    (warning,) = answer.diagnostics
    assert (warning.severity, warning.code, place(warning)[1:3]) == (Severity.WARNING, "unused_variables", (1, 17))
    assert answer.output is not None


async def test_a_function_that_is_nowhere_is_named(compiled: Compile) -> None:
    files = {"main.rs": 'unsafe extern "C" {\n    fn missing();\n}\nfn main() {\n    unsafe { missing() }\n}\n'}
    (found,) = (await compiled(Language.RUST, files)).diagnostics
    assert found.message == "`missing` is declared in an `extern` block but defined nowhere."
    assert place(found) == ("main.rs", 2, 8, 2, 15)


async def test_the_log_is_rustcs_own_text(compiled: Compile) -> None:
    answer = await compiled(Language.RUST, {"main.rs": "fn main() { x }\n"})
    assert answer.log.startswith("error[E0425]: cannot find value `x` in this scope\n --> main.rs:1:13\n")


@pytest.fixture
def rustup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rustup on the PATH that fails to add targets and names the toolchain in the folder given back."""
    toolchain, program = tmp_path / "stable", tmp_path / "bin/rustup"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ "$1" = which ] && echo {toolchain}/bin/rustc\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return toolchain


def test_a_rustup_without_the_target_is_passed_over(rustup: Path, tmp_path: Path) -> None:
    (rustup / "bin").mkdir(parents=True)
    assert not rust_rustup.copy(tmp_path / "copy", lambda line: None)


def test_a_rustup_with_the_target_is_copied_and_compiles(rustup: Path, tmp_path: Path) -> None:
    installed = cache.folder("rust-1")
    if not installed.exists():
        pytest.skip("Rust is not installed here.")
    rustup.symlink_to(installed)
    copied = tmp_path / "copy"
    copied.mkdir()
    assert rust_rustup.copy(copied, lambda line: None)
    (copied / "manifest.json").write_text('{"version": "rustc of a test"}')
    rust_edge.build(copied)
    assert Rust(copied).version() == "rustc of a test"
    asyncio.run(Rust(copied).check())
