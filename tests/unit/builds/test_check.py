import json
from pathlib import Path

import pytest

from wardian.builds.check import SourceLimits, check
from wardian.errors import InvalidRequest, TooLarge
from wardian.model import Language

LIMITS = SourceLimits(files=64, bytes=2**20)
ODD_PATHS = json.loads(Path(__file__).with_name("paths.json").read_text())
"""The browser refuses the same ones in the same words; playground/test/check.test.js reads them too."""
MAIN = {"main.c": "int main(void) {}\n"}


def problem(files: dict[str, str], language: Language = Language.C) -> tuple[str, str]:
    with pytest.raises(InvalidRequest) as refusal:
        check(language, files, LIMITS)
    return refusal.value.field, refusal.value.detail


@pytest.mark.parametrize(
    ("path", "pointer", "says"),
    [tuple(row.values()) for row in ODD_PATHS],
)
def test_a_path_that_will_not_do_is_named_with_what_is_wrong(path: str, pointer: str, says: str) -> None:
    field, detail = problem({**MAIN, path: ""})
    assert field == pointer
    assert says in detail
    assert "src/name.h" in detail


def test_ordinary_projects_pass() -> None:
    files = {**MAIN, "src/deep/a-b_c.h": "", ".hidden": "", "größe/ñ 1.c": "é\0\U0001f600", "~home.h": "", "a..b": ""}
    assert check(Language.C, files, LIMITS).files == files


def test_an_empty_project_is_told_what_it_needs() -> None:
    assert problem({}) == ("/files", "There are no files. A C project needs main.c.")


@pytest.mark.parametrize("language", list(Language))
def test_a_missing_entry_file_is_named(language: Language) -> None:
    field, detail = problem({"other.txt": ""}, language)
    assert field == f"/files/{language.entry}"
    assert language.entry in detail


def test_one_file_too_many_is_too_large() -> None:
    at_limit = {**MAIN, **{f"{number}.h": "" for number in range(63)}}
    assert check(Language.C, at_limit, LIMITS)
    with pytest.raises(TooLarge, match="65 files; a project may have 64"):
        check(Language.C, {**at_limit, "one-more.h": ""}, LIMITS)


def test_one_byte_too_many_is_too_large() -> None:
    room = 2**20 - len("main.c")
    assert check(Language.C, {"main.c": "é" * (room // 2)}, LIMITS)
    with pytest.raises(TooLarge, match="a project may have 1 MiB"):
        check(Language.C, {"main.c": "é" * (room // 2) + "x"}, LIMITS)


def test_half_a_character_is_refused() -> None:
    field, detail = problem({"main.c": "ab\ud83d"})
    assert field == "/files/main.c"
    assert "Character 3" in detail


def test_a_file_cannot_also_be_a_folder() -> None:
    field, detail = problem({**MAIN, "a": "", "a/b/c.h": ""})
    assert field == "/files/a~1b~1c.h"
    assert "a is a file" in detail


def test_files_that_are_no_text_count_and_must_not_be_sources() -> None:
    project = check(Language.C, MAIN, LIMITS, {"data/bytes.bin": b"\xff\0"})
    assert project.contents == {"main.c": b"int main(void) {}\n", "data/bytes.bin": b"\xff\0"}
    for binary, field, says in (
        ({"../x": b""}, "/binary/..~1x", "the part .."),
        ({"main.c": b""}, "/binary/main.c", "can be in one only"),
        ({"other.c": b"\xff"}, "/binary/other.c", "must be UTF-8 text"),
        ({"main.c/x": b""}, "/binary/main.c~1x", "cannot be a folder too"),
        ({"large": bytes(2**20)}, "/files", "together"),
        ({f"{number}": b"" for number in range(64)}, "/files", "There are 65 files"),
    ):
        with pytest.raises(InvalidRequest) as refusal:
            check(Language.C, MAIN, LIMITS, binary)
        assert refusal.value.field == field
        assert says in refusal.value.detail
