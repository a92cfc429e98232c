"""`wardian check` and `wardian format`, as somebody at a terminal meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.cli.test_project import ROOT, wardian


@pytest.mark.parametrize("language", ["c", "rust", "python", "wat"])
def test_nothing_is_found_in_an_example(language: str) -> None:
    result = wardian("check", ROOT / "examples" / language / "hello")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_an_error_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "main.c").write_text("int main(void) { retrun 0; }\n")
    result = wardian("check", tmp_path)
    assert result.returncode == 1
    assert result.stderr.startswith("main.c:1:18: error: ")


def test_a_warning_is_told_and_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "main.c").write_text("int main(void) { int unused; return 0; }\n")
    result = wardian("check", tmp_path)
    assert result.returncode == 0
    assert "warning: unused variable" in result.stderr


def test_files_are_formatted_in_place_and_named(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("import words\nprint( words.x )\n")
    (tmp_path / "words.py").write_text("x = 1\n")
    result = wardian("format", tmp_path)
    assert (result.returncode, result.stdout) == (0, f"{tmp_path}/main.py  formatted\n")
    assert (tmp_path / "main.py").read_text() == "import words\n\nprint(words.x)\n"
    assert wardian("format", tmp_path).stdout == ""


def test_a_single_file_is_formatted_and_keeps_its_line_ends_and_mode(tmp_path: Path) -> None:
    file = tmp_path / "ends.c"
    file.write_bytes(b"int main(void)\r\n{\r\nreturn 0;\r\n}\r\n")
    file.chmod(0o640)
    assert wardian("format", file).stdout == f"{file}  formatted\n"
    assert file.read_bytes() == b"int main(void)\r\n{\r\n    return 0;\r\n}\r\n"
    assert file.stat().st_mode & 0o777 == 0o640


def test_with_check_nothing_is_written_and_the_exit_code_tells(tmp_path: Path) -> None:
    file = tmp_path / "main.py"
    file.write_text("x=1\n")
    result = wardian("format", "--check", tmp_path)
    assert (result.returncode, result.stdout) == (1, f"{file}  would change\n")
    assert file.read_text() == "x=1\n"
    wardian("format", tmp_path)
    assert wardian("format", "--check", tmp_path).returncode == 0


def test_a_file_that_does_not_parse_stays_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("def f(:\n")
    result = wardian("format", tmp_path)
    assert result.returncode == 1
    assert result.stderr.startswith("main.py:1:7: error: ")
    assert (tmp_path / "main.py").read_text() == "def f(:\n"


def test_wat_cannot_be_formatted_and_the_command_says_so() -> None:
    result = wardian("format", ROOT / "examples/wat/hello")
    assert (result.returncode, result.stderr) == (1, "Error: There is no formatter for WAT.\n")
