from wardian.model import Diagnostic, Edit, Severity
from wardian.toolchains import clang

FILES = {"main.c": '\tint x = "é😀" 5;\n', "lib/a.h": "int a\n", "q.c": "a\n"}


def parsed(log: str) -> list[Diagnostic]:
    return list(clang.parse(log, FILES))


def test_an_escaped_fix_is_unescaped() -> None:
    log = 'q.c:1:1: error: e\nfix-it:"q.c":{1:1-1:2}:"\\"a\\tb\\\\\\n\\303\\251"\n'
    assert parsed(log)[0].fixes[0].edits == (Edit("q.c", 1, 1, 1, 2, '"a\tb\\\né'),)


def test_several_edits_are_one_fix() -> None:
    log = 'q.c:1:1: warning: w [-Wx]\nfix-it:"q.c":{1:1-1:1}:"("\nfix-it:"q.c":{1:2-1:2}:")"\n'
    (found,) = parsed(log)
    assert (found.code, found.fixes[0].message, len(found.fixes[0].edits)) == ("-Wx", "Apply the suggested changes", 2)


def test_of_the_ranges_the_one_that_starts_at_the_message_counts() -> None:
    (found,) = parsed("main.c:1:10:{1:2-1:5}{1:10-1:18}: error: e\n")
    assert (found.column, found.end_column) == (10, 15)


def test_an_error_inside_a_system_header_stands_at_the_projects_include() -> None:
    log = (
        "In file included from main.c:1:\nIn file included from /sysroot/include/a.h:7:\n"
        "/sysroot/include/b.h:3:4: error: deep\n"
    )
    assert parsed(log) == [Diagnostic(Severity.ERROR, "deep", "main.c", 1, 1)]


def test_notes_inside_system_headers_are_left_out() -> None:
    log = "q.c:1:1: error: e\n/sysroot/include/stdio.h:126:5: note: 'printf' declared here\n"
    assert [found.message for found in parsed(log)] == ["e"]


def test_paths_are_those_of_the_project() -> None:
    assert parsed("./lib/../lib/a.h:1:6: error: e\n")[0].file == "lib/a.h"


def test_the_readable_log_has_neither_fixes_nor_ranges() -> None:
    log = 'q.c:1:1:{1:1-1:2}: error: e\n    1 | a\n      | ^\nfix-it:"q.c":{1:1-1:2}:"b"\n'
    assert clang.readable(log) == "q.c:1:1: error: e\n    1 | a\n      | ^"
