"""Programs in place of rustc, of Python's checker and of the assembler, each in its real toolchain and sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from wardian.toolchains import python, wat
from wardian.toolchains.rust import Rust

if TYPE_CHECKING:
    from tests.contract.conftest import Serve

    from wardian.toolchains.base import Toolchain

WithRustc = Callable[[str], Rust]
pytestmark = pytest.mark.anyio
WAIT = {"Prefer": "wait=60"}
CRASH = "compiler-crash"
SPAN = {
    **{"file_name": "main.rs", "is_primary": True, "label": None, "expansion": None},
    **{"line_start": -3, "line_end": 10**30, "column_start": 10**12, "column_end": 0},
    **{"suggested_replacement": None, "suggestion_applicability": None},
}
MESSAGE = {"level": "error", "message": "x", "spans": [SPAN], "children": [], "code": None, "rendered": "x\n"}
ODD_MESSAGES = (
    "{}",
    "[]",
    "{" * 100_000,
    json.dumps({**MESSAGE, "spans": None}),
    json.dumps({**MESSAGE, "spans": [{**SPAN, "line_start": "1"}]}),
    json.dumps({**MESSAGE, "children": [1]}),
    json.dumps({**MESSAGE, "code": {"code": []}}),
)
ODD_ANSWERS = (
    "",
    "null",
    "[]",
    "{}",
    "[" * 100_000,
    '{"main.py": 1, "secret.py": []}',
    '{"main.py": [1]}',
    '{"main.py": [[true, "a", "b", "1", 1, 1, 1]]}',
    '{"main.py": [[true, "a", "b", 1]]}',
)


@pytest.fixture
def rustc(tmp_path: Path) -> WithRustc:
    """The toolchain with a shell script in place of rustc."""
    real = Rust()
    real.install(print)
    folder = tmp_path / "toolchains/rust"
    (folder / "bin").mkdir(parents=True)
    (folder / "manifest.json").symlink_to(real.folder / "manifest.json")
    (folder / "lib").symlink_to(real.folder / "lib")
    (folder.parent / real.edge().name).symlink_to(real.edge())
    program = folder / "bin/rustc"
    program.touch(mode=0o755)

    def replaced(lines: str) -> Rust:
        program.write_text(f"#!/sandbox/sh\n{lines}\n")
        return Rust(folder)

    return replaced


async def built(serve: Serve, toolchain: Toolchain, *texts: str) -> list[dict[str, Any]]:
    """Each text, one after another, as the language's only file."""
    async with serve(toolchain, build_wall_s=20.0) as client:
        answers = [
            await client.post(
                "/api/builds",
                json={"language": toolchain.language, "files": {toolchain.language.entry: text}},
                headers=WAIT,
            )
            for text in texts
        ]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.json() for answer in answers]


def assert_crashed_and_kept(first: dict[str, Any], again: dict[str, Any]) -> None:
    assert (first["status"], first["artifact"], again["cached"]) == ("failed", None, True)
    assert first["diagnostics"][0]["code"] == CRASH
    assert first["diagnostics"][0]["message"].startswith("The compiler ")


@pytest.mark.parametrize(
    "lines",
    [
        "exit 0",
        "exit 1",
        ": > .program.wasm",
        "printf 'no module' > .program.wasm",
        "kill -ABRT $$",
        "kill -SEGV $$",
        "echo 'error: internal compiler error: no place' >&2; exit 101",
        "echo 'error: rustc interrupted by SIGSEGV, printing backtrace' >&2; exit 139",
    ],
)
async def test_a_rustc_that_crashes_or_makes_nothing_is_told_of(serve: Serve, rustc: WithRustc, lines: str) -> None:
    assert_crashed_and_kept(*await built(serve, rustc(lines), "fn main() {}", "fn main() {}"))


@pytest.mark.parametrize("message", ODD_MESSAGES, ids=range(len(ODD_MESSAGES)))
async def test_whatever_rustc_says_is_only_said(serve: Serve, rustc: WithRustc, message: str) -> None:
    crashing = rustc(f"echo '{message}' >&2; exit 1")
    assert_crashed_and_kept(*await built(serve, crashing, "fn main() {}", "fn main() {}"))


async def test_a_place_that_rustc_made_up_harms_nobody(serve: Serve, rustc: WithRustc) -> None:
    (build,) = await built(serve, rustc(f"echo '{json.dumps(MESSAGE)}' >&2; exit 1"), "fn main() {}")
    assert (build["status"], build["diagnostics"][0]["severity"]) == ("failed", "error")


async def test_the_build_after_a_crash_of_rustc_goes_well(serve: Serve, rustc: WithRustc) -> None:
    await built(serve, rustc("kill -ABRT $$"), "fn main() {}")
    (build,) = await built(serve, Rust(), "fn main() { }")
    assert build["status"] == "succeeded"


@pytest.mark.parametrize("answer", ODD_ANSWERS, ids=range(len(ODD_ANSWERS)))
async def test_whatever_pythons_checker_answers_is_not_believed(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    crashing = tmp_path / "check.py"
    crashing.write_text(f"print({answer!r})")
    monkeypatch.setattr(python, "_SCRIPT", crashing)
    assert_crashed_and_kept(*await built(serve, python.Python(), "pass", "pass"))


@pytest.mark.parametrize("ends", ["os.abort()", "os.kill(os.getpid(), 11)", "sys.exit(1)", "[][0]", "os._exit(0)"])
@pytest.mark.parametrize("language", [python, wat])
async def test_a_checker_or_assembler_that_crashes_is_told_of_and_the_next_build_goes_well(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Any, ends: str
) -> None:
    crashing = tmp_path / "crashing.py"
    crashing.write_text(f"import os, sys\nsys.stderr.write('words\\n')\n{ends}\n")
    toolchain, text = (python.Python(), "pass") if language is python else (wat.Wat(), "(module)")
    with monkeypatch.context() as changed:
        changed.setattr(language, "_SCRIPT", crashing)
        first, again = await built(serve, toolchain, text, text)
    assert_crashed_and_kept(first, again)
    assert first["log"].startswith("words\n") or ends == "os._exit(0)"
    (build,) = await built(serve, toolchain, text)
    assert build["status"] == "succeeded"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (f"{'9' * 5000}\\nno such function", {None}),
        (f"\\nx at <anon>:{'9' * 5000}:1", {None}),
        ("\\nx at <anon>:999999999:999999999", {None}),
        ("", {None, CRASH}),
    ],
)
async def test_whatever_the_assembler_says_is_only_said(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, codes: set[str | None]
) -> None:
    odd = tmp_path / "odd.py"
    odd.write_text(f"import sys\nsys.stderr.write('{words}')\nsys.exit(3)\n")
    monkeypatch.setattr(wat, "_SCRIPT", odd)
    (build,) = await built(serve, wat.Wat(), "(module)")
    assert build["status"] == "failed"
    assert build["diagnostics"][0]["severity"] == "error"
    assert build["diagnostics"][0]["code"] in codes
