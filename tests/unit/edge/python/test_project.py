"""A program that is run again and again is compiled once, and behaves as if it were compiled each time."""

from __future__ import annotations

import pytest

from wardian.edge.outcome import Kind
from wardian.edge.python.project import Project
from wardian.edge.python.runtime import PythonRuntime

LONG = "".join(f"def area_{n}(side):\n    return side * side + {n}\n\n\n" for n in range(200))


def test_a_program_is_compiled_once(runtime: PythonRuntime) -> None:
    files = {"main.py": "import shapes\nprint(shapes.area_7(2))\n", "shapes.py": LONG}
    project = Project(runtime, files)
    project.run({})
    again, compiling = project.run({}), runtime.run(files, {})
    assert again.stdout == compiling.stdout == b"11\n"
    assert again.fuel is not None
    assert compiling.fuel is not None
    assert again.fuel < compiling.fuel / 4


def test_the_first_run_pays_for_compiling(runtime: PythonRuntime) -> None:
    project = Project(runtime, {"main.py": LONG})
    first, *others = [project.run({}).cpu_us for _ in range(5)]
    assert first > min(others) * 2


def test_compiling_runs_nothing(runtime: PythonRuntime) -> None:
    code, _ = runtime.compile({"main.py": "while True: pass", "also.py": "raise SystemExit(3)"})
    assert code


@pytest.mark.parametrize("folder", ["", "garden/"])
def test_a_traceback_shows_the_lines(runtime: PythonRuntime, folder: str) -> None:
    module = f"{folder}plants".replace("/", ".")
    project = Project(runtime, {"main.py": f"import {module}\n", f"{folder}plants.py": "\nfern = 1 / 0\n"})
    project.run({})
    outcome = project.run({})
    assert outcome.exit_code == 1
    assert f'  File "/{folder}plants.py", line 2, in <module>\n    fern = 1 / 0\n' in outcome.stderr.decode()


def test_a_module_that_the_program_writes_anew_is_what_it_imports(runtime: PythonRuntime) -> None:
    program = "open('words.py', 'w').write('greeting = 2')\nimport words\nprint(words.greeting)\n"
    project = Project(runtime, {"main.py": program, "words.py": "greeting = 1"})
    assert [project.run({}).stdout for _ in range(2)] == [b"2\n", b"2\n"]


@pytest.mark.parametrize(
    ("program", "told"),
    [("print('a' 'b'\n", "SyntaxError: '(' was never closed"), ("1 is 1\n", "SyntaxWarning"), ("'\\d'", "\\d")],
)
def test_what_is_wrong_with_a_file_is_told_by_each_run(runtime: PythonRuntime, program: str, told: str) -> None:
    project = Project(runtime, {"main.py": program})
    outcomes = [project.run({}) for _ in range(2)]
    assert [told in outcome.stderr.decode() for outcome in outcomes] == [True, True]


def test_a_program_without_an_entry_is_told(runtime: PythonRuntime) -> None:
    outcome = Project(runtime, {"shapes.py": ""}).run({})
    assert outcome.exit_code == 1
    assert "/main.py" in outcome.stderr.decode()


def test_a_program_that_is_too_large_to_compile_is_stopped_by_the_limit(runtime: PythonRuntime) -> None:
    project = Project(runtime, {"main.py": "a = b + c\n" * 200_000})
    assert [project.run({}).kind for _ in range(2)] == [Kind.MEMORY_LIMIT, Kind.MEMORY_LIMIT]


def test_files_that_take_too_long_to_compile_are_compiled_when_they_are_imported(runtime: PythonRuntime) -> None:
    files = {"main.py": "print('hi')"} | {f"unused_{n}.py": "a = b + c\n" * 5_000 for n in range(40)}
    assert runtime.compile(files)[0] == ""
    assert [Project(runtime, files).run({}).stdout for _ in range(2)] == [b"hi\n", b"hi\n"]


def test_one_run_changes_nothing_for_the_next(runtime: PythonRuntime) -> None:
    program = "import words\nprint(words.greeting)\nwords.greeting = 2\nopen('words.py', 'w').write('greeting = 3')\n"
    project = Project(runtime, {"main.py": program, "words.py": "greeting = 1"})
    assert [project.run({}).stdout for _ in range(3)] == [b"1\n", b"1\n", b"1\n"]
