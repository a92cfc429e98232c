"""Where diagnostics stand: each marks exactly this text of the project, whatever is around it."""

from collections.abc import Awaitable, Callable, Mapping

import pytest
from tests.unit.toolchains.edits import offset

from wardian.model import Compilation, Diagnostic, Language, Note, Span
from wardian.sandbox.job import WORK
from wardian.toolchains.python import Python

pytestmark = pytest.mark.anyio
Compile = Callable[..., Awaitable[Compilation]]

C, RUST, PYTHON, WAT = Language.C, Language.RUST, Language.PYTHON, Language.WAT
COMBINED = "e\u0301 😀 漢"


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    Python().install(print)


def marked(files: Mapping[str, str], place: Diagnostic | Span | Note) -> str:
    assert place.file is not None
    assert place.line is not None
    assert place.column is not None
    assert place.end_line is not None
    assert place.end_column is not None
    text = files[place.file]
    return text[offset(text, place.line, place.column) : offset(text, place.end_line, place.end_column)]


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        (C, f"int main(void) {{\r\n\t/* {COMBINED} */ return nope;\r\n}}\r\n", "nope"),
        (C, "\ufeffint x = nope; int main(void) {}\n", "nope"),
        (C, f'int main(void) {{ const char *s = "{COMBINED}"; return (int)s + nope; }}', "nope"),
        (RUST, f"fn main() {{\r\n\t/* {COMBINED} */ nope();\r\n}}\r\n", "nope"),
        (RUST, "\ufefffn main() { nope(); }\n", "nope"),
        (RUST, f'fn main() {{ println!("{COMBINED}{{}}", nope); }}', "nope"),
        (PYTHON, f"if 1:\r\n\tx = '{COMBINED}'; x = $\r\n", "$"),
        (PYTHON, "\ufeffx = $\n", "$"),
        (PYTHON, f"'{COMBINED}'; f(1 2)\r\n", "1 2"),
        (WAT, f"(module\r\n\t(func (; {COMBINED} ;) nope))\r\n", "nope"),
        (WAT, f'(module (export "{COMBINED}" (func $nope)))', "$nope"),
    ],
)
async def test_the_mark_is_on_the_word(compiled: Compile, language: Language, source: str, text: str) -> None:
    files = {language.entry: source}
    errors = [found for found in (await compiled(language, files)).diagnostics if found.severity == "error"]
    assert marked(files, errors[0]) == text


async def test_an_error_in_a_header_tells_how_it_was_included_each_time(compiled: Compile) -> None:
    files = {
        "main.c": '\n#include "lib/a.h"\nint main(void) {}\n',
        "lib/a.h": '#include "b.h"\n',
        "lib/b.h": "/* 😀 */ int x = one;\nint y = two;\n",
    }
    found = (await compiled(C, files)).diagnostics
    assert [marked(files, one) for one in found] == ["one", "two"]
    for one in found:
        assert [(note.file, note.line, marked(files, note)) for note in one.notes] == [
            ("lib/a.h", 1, '#include "b.h"'),
            ("main.c", 2, '#include "lib/a.h"'),
        ]


async def test_an_error_in_a_macro_stands_where_it_is_used_and_notes_the_definition(compiled: Compile) -> None:
    files = {
        "main.c": '#include "m.h"\nint main(void) { return TWICE(1); }\n',
        "m.h": "#define TWICE(x) ((x) * nope)\n",
    }
    (found,) = (await compiled(C, files)).diagnostics
    assert marked(files, found) == "TWICE(1)"
    assert [(note.file, marked(files, note)) for note in found.notes] == [("m.h", "nope")]


async def test_an_argument_of_a_system_macro_is_marked_itself(compiled: Compile) -> None:
    files = {"main.c": "#include <assert.h>\nint main(void) { assert(nope); }\n"}
    (found,) = (await compiled(C, files)).diagnostics
    assert marked(files, found) == "nope"


async def test_a_line_that_a_directive_made_up_is_no_place(compiled: Compile) -> None:
    (found,) = (await compiled(C, {"main.c": '#line 900 "main.c"\nint x = nope; int main(void) {}\n'})).diagnostics
    assert (found.file, found.line, found.spans) == ("main.c", None, ())


async def test_second_places_are_labelled(compiled: Compile) -> None:
    files = {"main.rs": 'mod a;\nfn main() {\n    let é = a::s(); let t = é; println!("{}{t}", é);\n}\n'}
    files["a.rs"] = "pub fn s() -> String { String::new() }\n"
    (found,) = (await compiled(RUST, files)).diagnostics
    assert found.code == "E0382"
    assert {(marked(files, span), span.label) for span in found.spans} >= {("é", "value moved here")}


async def test_notes_of_rust_stand_in_the_file_they_speak_of(compiled: Compile) -> None:
    files = {"main.rs": "mod a;\nfn main() { a::f(1, 2); }\n", "a.rs": "// 😀\npub fn f(x: u8) {}\n"}
    error = next(found for found in (await compiled(RUST, files)).diagnostics if found.severity == "error")
    assert ("a.rs", "f") in [(note.file, marked(files, note)) for note in error.notes]


@pytest.mark.parametrize(
    ("source", "text", "label"),
    [
        ("x = (1,\n]\n", "(", "opening parenthesis '('"),
        ("if True:\nx = 1\n", "if True:", "'if' statement"),
        ("def é():\npass\n", "def é():", "function definition"),
    ],
)
async def test_python_marks_the_line_that_its_message_names(
    compiled: Compile, source: str, text: str, label: str
) -> None:
    files = {"main.py": source}
    (found,) = (await compiled(PYTHON, files)).diagnostics
    assert [(marked(files, span), span.label) for span in found.spans] == [(text, label)]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("x = = 1\n", "SyntaxError"),
        ("  x = 1\n", "IndentationError"),
        ("if 1:\n\tx\n        y\n", "TabError"),
        ("x = '\\d'\n", "SyntaxWarning"),
    ],
)
async def test_pythons_code_is_the_class_of_the_error(compiled: Compile, source: str, code: str) -> None:
    (found,) = (await compiled(PYTHON, {"main.py": source})).diagnostics
    assert found.code == code


async def test_a_name_that_is_there_twice_shows_the_first(compiled: Compile) -> None:
    files = {"main.wat": "(module (func $a)\n  (; 😀 ;) (func $a))"}
    (found,) = (await compiled(WAT, files)).diagnostics
    assert marked(files, found) == "$a"
    assert [(span.line, marked(files, span), span.label) for span in found.spans] == [(1, "$a", "first defined here")]


@pytest.mark.parametrize(
    ("language", "source"),
    [
        (C, "#include <stdio.h>\nint main(void) { printf(1); puts(2, 3); return stdio; }\n"),
        (C, "#include <nope.h>\n"),
        (C, f'#include "{WORK}/../nope.h"\n#embed "/etc/passwd"\n'),
        (RUST, "fn main() { std::thread::spawn(std::rc::Rc::new(1)); std::fs::read_to_stringg(1); }\n"),
        (RUST, 'fn main() { include_str!("nope.txt"); include_bytes!("/etc/passwd"); }\nmod nope;\n'),
        (RUST, 'unsafe extern "C" { fn nope(); }\nfn main() { unsafe { nope() } }\n'),
    ],
)
async def test_nothing_tells_of_the_folders_of_the_sandbox(compiled: Compile, language: Language, source: str) -> None:
    answer = await compiled(language, {language.entry: source})
    told = answer.log + repr(answer.diagnostics)
    assert answer.diagnostics
    for folder in ("/sysroot", "/rust/", "/build/", "/toolchain", "/libraries", "/root", "/home", f"{WORK}/main"):
        assert folder not in told, told
