from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wardian.edge.python.archive import unpack
from wardian.errors import ToolchainMissing
from wardian.model import ArtifactKind, Compilation, Diagnostic, Language, Severity
from wardian.sandbox import Limits
from wardian.toolchains.python import Python
from wardian.units import GIB, KIB, MIB

pytestmark = pytest.mark.anyio
Compile = Callable[..., Awaitable[Compilation]]

LIMITS = Limits(wall_s=30, cpu_s=10, memory=1 * GIB, output=8 * MIB, log=256 * KIB)


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    Python().install(print)


def place(found: Diagnostic) -> tuple[object, ...]:
    return found.file, found.line, found.column, found.end_line, found.end_column


async def only(compiled: Compile, source: str) -> Diagnostic:
    (found,) = (await compiled(Language.PYTHON, {"main.py": source})).diagnostics
    return found


async def test_the_artifact_is_a_zip_of_all_files(compiled: Compile) -> None:
    files = {"main.py": "import a.b\n", "a/b.py": "x = 1\n", "data.txt": "é\r\n", "broken.pyx": "("}
    answer = await compiled(Language.PYTHON, files)
    assert (answer.kind, answer.diagnostics, answer.log) == (ArtifactKind.ZIP, (), "")
    assert unpack(answer.output or b"") == files


async def test_the_same_files_in_another_order_give_the_same_artifact(compiled: Compile) -> None:
    first = await compiled(Language.PYTHON, {"main.py": "pass", "a.py": "pass"})
    second = await compiled(Language.PYTHON, {"a.py": "pass", "main.py": "pass"})
    assert first.output == second.output


@pytest.mark.parametrize(
    ("source", "message", "at"),
    [
        ("print('a'\n", "'(' was never closed", (1, 6, 1, 7)),
        ("x = '🎉' + )\n", "unmatched ')'", (1, 12, 1, 13)),
        ("é = 5; print('é🎉', x y)\n", "invalid syntax. Perhaps you forgot a comma?", (1, 21, 1, 24)),
        ("if 1:\n\tx = = 1\n", "invalid syntax", (2, 6, 2, 7)),
        ("\r\n\r\nx = $\r\n", "invalid syntax", (3, 5, 3, 6)),
        ("\f\nx = = 1", "invalid syntax", (2, 5, 2, 6)),
        ("x = 'a\n", "unterminated string literal (detected at line 1)", (1, 5, 1, 6)),
        ("x = '''a\n\n", "unterminated triple-quoted string literal (detected at line 2)", (1, 5, 1, 6)),
        (
            "if True:\nx = 1\n",
            "expected an indented block after 'if' statement on line 1",
            (2, 1, 2, 6),
        ),
        ("  x = 1\n", "unexpected indent", (1, 1, 1, 3)),
        ("return 1\n", "'return' outside function", (1, 1, 1, 9)),
        ("def f():\n    x = 1\n    global x\n", "name 'x' is assigned to before global declaration", (3, 5, 3, 13)),
        ("print 'a'\n", "Missing parentheses in call to 'print'. Did you mean print(...)?", (1, 1, 1, 10)),
        ("x = (1,\n     2 3)\n", "invalid syntax. Perhaps you forgot a comma?", (2, 6, 2, 9)),
        ("x = 1\n\0\n", "source code string cannot contain null bytes", (2, 1, 2, 2)),
    ],
)
async def test_an_error_is_marked(compiled: Compile, source: str, message: str, at: tuple[int, ...]) -> None:
    found = await only(compiled, source)
    assert (found.severity, found.message) == (Severity.ERROR, message)
    assert place(found) == ("main.py", *at)


@pytest.mark.parametrize(
    ("source", "message", "at"),
    [
        (
            "x = 1\n\tif_ = '🎉'\n".replace("\t", "") + "    \n'\\d🎉'\n",
            '"\\d" is an invalid escape sequence',
            (4, 1, 4, 7),
        ),
        ("if x is 1: pass\n", "\"is\" with 'int' literal", (1, 1, 1, 16)),
        ("def f():\n    assert (1, 'a')\n", "assertion is always true", (2, 5, 2, 20)),
    ],
)
async def test_a_warning_marks_its_line_and_stops_nothing(
    compiled: Compile, source: str, message: str, at: tuple[int, ...]
) -> None:
    answer = await compiled(Language.PYTHON, {"main.py": source})
    (found,) = answer.diagnostics
    assert found.severity is Severity.WARNING
    assert found.message.startswith(message)
    assert place(found) == ("main.py", *at)
    assert answer.output is not None


async def test_every_file_is_checked(compiled: Compile) -> None:
    answer = await compiled(Language.PYTHON, {"main.py": "x =", "pkg/a.py": "pass", "pkg/b.py": "(", "notes.txt": "("})
    assert [found.file for found in answer.diagnostics] == ["main.py", "pkg/b.py"]
    assert answer.output is None
    assert answer.log == (
        "main.py:1:4: error: SyntaxError: invalid syntax\npkg/b.py:1:1: error: SyntaxError: '(' was never closed\n"
    )


async def test_nothing_of_the_program_runs_when_it_is_checked(compiled: Compile) -> None:
    answer = await compiled(Language.PYTHON, {"main.py": "while True: pass\nraise SystemExit(3)\n"})
    assert (answer.diagnostics, answer.limit) == ((), None)


@pytest.mark.parametrize("source", ["(\n" * 500, "-" * 100_000 + "1", "a" + ".b" * 100_000, "x = " + "[" * 5000])
async def test_a_file_that_is_nested_too_deeply_is_refused_in_words(compiled: Compile, source: str) -> None:
    found = await only(compiled, source)
    assert found.message.startswith("Python cannot compile this file: ")
    assert (found.file, found.severity) == ("main.py", Severity.ERROR)


async def test_a_file_of_many_lines_is_checked_within_the_limits(compiled: Compile) -> None:
    answer = await compiled(Language.PYTHON, {"main.py": "x = [1, 2, 3, 'four']\n" * 10_000})
    assert (answer.limit, answer.output is None) == (None, False)


async def test_a_limit_of_time_names_itself(compiled: Compile) -> None:
    answer = await compiled(Language.PYTHON, {"main.py": "pass"}, limits=replace(LIMITS, wall_s=0.01))
    assert (answer.limit, answer.output) == ("wall", None)
    assert answer.diagnostics[0].code == "limit-wall"


async def test_it_knows_its_version_and_works() -> None:
    assert Python().version().startswith("CPython 3.14.")
    await Python().check()


async def test_without_its_runtime_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    for ask in (Python().version, Python().fingerprint):
        with pytest.raises(ToolchainMissing, match="wardian toolchain install python"):
            ask()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=st.text(st.sampled_from("ab1 \n\t()[]{}'\"\\:=#é🎉\r\f\0@,.*"), max_size=40))
async def test_places_are_always_inside_the_file(compiled: Compile, source: str) -> None:
    answer = await compiled(Language.PYTHON, {"main.py": source})
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in answer.diagnostics:
        assert found.line is not None
        assert found.end_line is not None
        assert (found.line, found.column) <= (found.end_line, found.end_column)
        for line, column in ((found.line, found.column), (found.end_line, found.end_column)):
            assert column is not None
            assert 1 <= column <= len(lines[line - 1].encode("utf-16-le")) // 2 + 1
