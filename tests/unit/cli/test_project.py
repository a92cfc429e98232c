"""`wardian build` and `wardian run`, as somebody at a terminal meets them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def wardian(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wardian", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=60)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "ends.c"
    path.write_text(
        "#include <stdlib.h>\n"
        "int main(int count, char **words) {\n"
        "    if (count < 2) return 3;\n"
        "    if (words[1][0] == 'a') abort();\n"
        "    for (volatile int i = 0;; i++) {}\n"
        "}\n"
    )
    return path


@pytest.mark.parametrize("language", ["c", "rust", "python", "wat"])
def test_hello_runs_in_every_language(language: str) -> None:
    result = wardian("run", ROOT / "examples" / language / "hello")
    assert (result.returncode, result.stderr) == (0, "")
    assert "sealed case" in result.stdout


def test_a_program_reads_what_is_typed() -> None:
    result = wardian("run", ROOT / "examples/python/guessing-game", "7", stdin="".join(f"{n}\n" for n in range(1, 101)))
    assert result.returncode == 0
    assert result.stdout.count("Too low.") > 0


def test_the_programs_exit_code_is_the_commands(program: Path) -> None:
    result = wardian("run", program)
    assert (result.returncode, result.stdout, result.stderr) == (3, "", "")


def test_a_crash_is_134_and_explained(program: Path) -> None:
    result = wardian("run", program, "abort")
    assert result.returncode == 134
    assert "gave up" in result.stderr


def test_a_limit_is_124_and_names_itself(program: Path) -> None:
    result = wardian("run", program, "loop")
    assert result.returncode == 124
    assert "200 ms of CPU time" in result.stderr


def test_a_build_writes_the_artifact(tmp_path: Path) -> None:
    output = tmp_path / "hello.wasm"
    result = wardian("build", ROOT / "examples/wat/hello", "-o", output)
    assert result.returncode == 0
    assert output.read_bytes()[:4] == b"\0asm"


def test_a_compile_error_is_shown_at_its_place(tmp_path: Path) -> None:
    source = tmp_path / "wrong.py"
    source.write_text("x = 1\nprint(x\n")
    result = wardian("build", source)
    assert result.returncode == 1
    assert "main.py:2:" in result.stderr
    assert not source.with_suffix(".zip").exists()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("notes.txt", "hello", "ends with none of .c, .rs, .py, .wat"),
        ("folder/readme.md", "hello", "must have exactly one of main.c, main.rs, main.py, main.wat; it has 0"),
        ("folder/wardian.toml", "title = 1", "title must be a string"),
    ],
)
def test_what_is_no_project_is_refused_in_words(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    result = wardian("build", path.parent if path.parent != tmp_path else path)
    assert result.returncode == 1
    assert told in result.stderr


def test_a_variable_needs_a_name_and_a_value() -> None:
    result = wardian("run", ROOT / "examples/wat/hello", "--env", "NAME")
    assert result.returncode == 2
    assert "NAME=VALUE" in result.stderr


def test_a_server_that_is_not_there_is_told() -> None:
    result = wardian("deploy", ROOT / "examples/wat/hello", "--server", "http://127.0.0.1:9")
    assert result.returncode == 1
    assert "Is `wardian up` running?" in result.stderr
