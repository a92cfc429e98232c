import pytest

from wardian.builds.check import SourceLimits, check
from wardian.errors import InvalidRequest, TooLarge
from wardian.model import Language

LIMITS = SourceLimits(files=64, bytes=2**20)
MAIN = {"main.c": "int main(void) {}\n"}


def problem(files: dict[str, str], language: Language = Language.C) -> tuple[str, str]:
    with pytest.raises(InvalidRequest) as refusal:
        check(language, files, LIMITS)
    return refusal.value.field, refusal.value.detail


@pytest.mark.parametrize(
    ("path", "pointer", "says"),
    [
        ("../x", "/files/..~1x", "the part .."),
        ("./x.c", "/files/.~1x.c", "the part ."),
        ("/etc/passwd", "/files/~1etc~1passwd", "must not start with /"),
        ("a\\b.c", "/files/a\\b.c", "backslash"),
        ("a//b.c", "/files/a~1~1b.c", "empty part"),
        ("a/", "/files/a~1", "empty part"),
        ("", "/files/", "must not be empty"),
        ("a\n.c", "/files/a\n.c", "invisible"),
        ("a\0.c", "/files/a\0.c", "invisible"),
        ("a\u202e.c", "/files/a\u202e.c", "invisible"),
        ("\ud800.c", "/files/\ud800.c", "valid Unicode"),
        ("-o.c", "/files/-o.c", "starts with -"),
        ("src/-o.c", "/files/src~1-o.c", "starts with -"),
        ("@x.c", "/files/@x.c", "starts with @"),
        (" x.c", "/files/ x.c", "space"),
        ("~x/" + "y" * 101, "/files/~0x~1" + "y" * 101, "parts 100 bytes long, not 101"),
        ("/".join(["é" * 20] * 5), "/files/" + "~1".join(["é" * 20] * 5), "200 bytes long, not 204"),
    ],
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
