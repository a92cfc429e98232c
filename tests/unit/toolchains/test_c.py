from collections.abc import Awaitable, Callable

import pytest

from wardian.model import Compilation, Diagnostic, Edit, Language, Profile, Severity

pytestmark = pytest.mark.anyio
Compile = Callable[..., Awaitable[Compilation]]
MAIN = "int main(void) { return 0; }\n"


def place(found: Diagnostic) -> tuple[object, ...]:
    return found.file, found.line, found.column, found.end_line, found.end_column


async def only(compiled: Compile, **files: str) -> Diagnostic:
    """The one diagnostic of a project whose file names are given with `_` for the dot."""
    answer = await compiled(Language.C, {name.replace("_", "."): text for name, text in files.items()})
    (found,) = answer.diagnostics
    return found


@pytest.mark.parametrize("profile", Profile)
async def test_a_program_of_several_files_and_folders(compiled: Compile, profile: Profile) -> None:
    files = {
        "main.c": '#include "lib/a.h"\n#include <math.h>\nint main(void) { return a() + (int)sqrt(0.0); }\n',
        "lib/a.h": "int a(void);\n",
        "lib/a.c": '#include "a.h"\n#include "common.h"\nint a(void) { return ZERO; }\n',
        "common.h": "#define ZERO 0\n",
    }
    answer = await compiled(Language.C, files, profile)
    assert answer.diagnostics == ()
    assert answer.output is not None
    assert answer.output.startswith(b"\0asm")
    assert set(answer.timings) == {"compile"}


async def test_a_file_of_the_project_can_be_embedded(compiled: Compile) -> None:
    files = {
        "main.c": "#include <stdio.h>\nconst char text[] = {\n"
        '#embed "data/poem.txt"\n, 0};\nint main(void) { puts(text); }\n',
        "data/poem.txt": "roses are red",
    }
    answer = await compiled(Language.C, files, Profile.RELEASE)
    assert b"roses are red" in (answer.output or b"")


async def test_the_same_project_gives_the_same_module(compiled: Compile) -> None:
    files = {"main.c": MAIN, "b.c": "int b;\n", "a.c": "int a;\n"}
    first = await compiled(Language.C, files)
    second = await compiled(Language.C, dict(reversed(files.items())))
    assert first.output == second.output


async def test_columns_count_utf16_after_tabs_and_emoji_and_the_fix_fits(compiled: Compile) -> None:
    found = await only(compiled, main_c='int main(void) {\r\n\tconst char *s = "é😀"; return s == 0 }\r\n')
    assert found.message == "expected ';' after return statement"
    assert place(found) == ("main.c", 2, 38, 2, 39)
    assert found.fixes[0].message == "Insert `;`"
    assert found.fixes[0].edits == (Edit("main.c", 2, 38, 2, 38, ";"),)


async def test_a_misspelt_name_has_a_suggestion(compiled: Compile) -> None:
    answer = await compiled(Language.C, {"main.c": '#include <stdio.h>\nint main(void) { prnitf("x"); }\n'})
    error, *_ = answer.diagnostics
    assert error.severity is Severity.ERROR
    assert error.message == "use of undeclared identifier 'prnitf'; did you mean 'printf'?"
    assert place(error) == ("main.c", 2, 18, 2, 24)
    assert [edit.text for edit in error.fixes[0].edits] == ["printf"]
    assert answer.output is None


async def test_an_error_in_a_header_is_shown_once_in_the_header(compiled: Compile) -> None:
    files = {
        "main.c": f'#include "x.h"\n{MAIN}',
        "b.c": '#include "x.h"\n',
        "x.h": "static int f(void) { return y; }\n",
    }
    answer = await compiled(Language.C, files)
    assert [place(found) for found in answer.diagnostics] == [("x.h", 1, 29, 1, 30)]


async def test_errors_of_all_files_are_shown(compiled: Compile) -> None:
    answer = await compiled(Language.C, {"main.c": "int a = b;\n", "z.c": "int c = d;\n"})
    assert [found.file for found in answer.diagnostics] == ["main.c", "z.c"]


async def test_a_warning_has_its_flag_as_code_and_does_not_stop_the_build(compiled: Compile) -> None:
    answer = await compiled(Language.C, {"main.c": "int main(void) { int unused; }\n"})
    assert [(found.severity, found.code) for found in answer.diagnostics] == [(Severity.WARNING, "-Wunused-variable")]
    assert answer.output is not None


async def test_a_missing_definition_is_explained_where_it_is_used(compiled: Compile) -> None:
    found = await only(compiled, main_c="int missing(void);\nint main(void) { return missing() + missing(); }\n")
    assert found.message.startswith("`missing` is used here but defined nowhere")
    assert place(found) == ("main.c", 1, 5, 1, 12)


async def test_two_definitions_are_named_with_their_files(compiled: Compile) -> None:
    found = await only(compiled, main_c=f"int f;\n{MAIN}", b_c="int f = 1;\n")
    assert found.message == "`f` is defined twice: in b.c and in main.c. Keep one, or make both `static`."


async def test_a_program_without_main_is_told_so(compiled: Compile) -> None:
    found = await only(compiled, main_c="int not_main(void) { return 0; }\n")
    assert (found.code, found.file) == ("no-main", "main.c")


async def test_two_mains(compiled: Compile) -> None:
    found = await only(compiled, main_c=MAIN, b_c=MAIN)
    assert found.message == "`main` is defined twice: in b.c and in main.c. A program starts at one `main`."


async def test_a_large_static_array_takes_no_room_in_the_module(compiled: Compile) -> None:
    files = {"main.c": "static char a[30000000];\nint main(int n, char **v) { a[n] = **v; return a[2 * n]; }\n"}
    answer = await compiled(Language.C, files, Profile.RELEASE)
    assert len(answer.output or b"") in range(1, 10_000)


async def test_static_arrays_beyond_the_limit_are_named(compiled: Compile) -> None:
    found = await only(compiled, main_c="char a[70000000];\nint main(int n, char **v) { return a[n] + **v; }\n")
    assert (found.code, found.message) == (
        "limit-disk",
        "The compiler filled the folder it works in: what it writes may take 64 MiB. "
        "Very large arrays are the usual reason.",
    )


async def test_a_line_directive_cannot_lead_out_of_the_project(compiled: Compile) -> None:
    answer = await compiled(Language.C, {"main.c": '#line 9 "/etc/passwd"\nint x = y;\n'})
    assert [found.file for found in answer.diagnostics] == [None]
    assert answer.diagnostics[0].message == "use of undeclared identifier 'y'"


@pytest.mark.parametrize("way", ["crash", "llvm_fatal_error"])
async def test_a_compiler_that_crashes_says_so(compiled: Compile, way: str) -> None:
    answer = await compiled(Language.C, {"main.c": f"#pragma clang __debug {way}\nint main(void) {{ return 0; }}\n"})
    assert (answer.diagnostics[0].code, answer.limit, answer.output) == ("compiler-crash", None, None)
    assert answer.diagnostics[0].message.startswith("The compiler crashed")
