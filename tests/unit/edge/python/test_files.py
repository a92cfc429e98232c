"""A program's files: those of its project, and those it writes, for as long as it runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wardian.edge.outcome import Outcome

Run = Callable[..., Outcome]

PROJECT = {"words.txt": "é\nzwei\n", "data/a.json": "[1]", "data/__init__.py": "", "data/deep/b.txt": "b"}


def printed(run: Run, program: str) -> str:
    outcome = run({"main.py": program, **PROJECT})
    assert outcome.stderr == b""
    return outcome.stdout.decode().rstrip("\n")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("open('words.txt').read()", "'é\\nzwei\\n'"),
        ("open('/words.txt', 'rb').read()", "b'\\xc3\\xa9\\nzwei\\n'"),
        ("list(open('words.txt', encoding='utf-8'))", "['é\\n', 'zwei\\n']"),
        ("open('./data/../words.txt').readline()", "'é\\n'"),
        ("Path('words.txt').read_text()", "'é\\nzwei\\n'"),
        ("(Path(__file__).parent / 'data' / 'a.json').read_text()", "'[1]'"),
        ("Path('data').resolve()", "PosixPath('/data')"),
        ("json.load(open('data/a.json'))", "[1]"),
        ("pkgutil.get_data('data', 'a.json')", "b'[1]'"),
        ("importlib.resources.files('data').joinpath('a.json').read_text()", "'[1]'"),
        ("sorted(os.listdir())", "['data', 'main.py', 'words.txt']"),
        ("sorted(entry.name for entry in os.scandir('data') if entry.is_file())", "['__init__.py', 'a.json']"),
        ("sorted(glob.glob('data/**/*.txt', recursive=True))", "['data/deep/b.txt']"),
        ("sorted(str(path) for path in Path().rglob('*.txt'))", "['data/deep/b.txt', 'words.txt']"),
        (
            "[(sorted(d), sorted(f)) for _, d, f in os.walk('data')]",
            "[(['deep'], ['__init__.py', 'a.json']), ([], ['b.txt'])]",
        ),
        ("os.path.getsize('words.txt')", "8"),
        ("os.path.exists('words.txt'), os.path.exists('none')", "(True, False)"),
        ("os.path.isdir('data'), os.path.isfile('data')", "(True, False)"),
        ("os.getcwd(), Path.cwd()", "('/', PosixPath('/'))"),
        ("linecache.getline('words.txt', 2)", "'zwei\\n'"),
    ],
)
def test_the_project_s_files_can_be_read(run: Run, expression: str, value: str) -> None:
    imports = "import glob, importlib.resources, json, linecache, os, pkgutil\nfrom pathlib import Path\n"
    assert printed(run, f"{imports}print(repr(({expression})))") == value


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("open('n', 'w').write('a\\nb')\nprint(repr(open('n').read()))", "'a\\nb'"),
        ("open('n', 'x').close()\nprint(os.path.getsize('n'))", "0"),
        ("with open('words.txt', 'a') as f: f.write('drei')\nprint(open('words.txt').read())", "é\nzwei\ndrei"),
        ("with open('data/a.json', 'r+') as f: f.seek(1); f.write('2')\nprint(open('data/a.json').read())", "[2]"),
        (
            "with open('n', 'w+b') as f: f.write(b'abc'); f.seek(3); f.truncate(1)\nprint(open('n', 'rb').read())",
            "b'a'",
        ),
        ("f = open('n', 'wb', buffering=0); f.seek(2); f.write(b'x')\nprint(open('n', 'rb').read())", "b'\\x00\\x00x'"),
        (
            "os.makedirs('x/y'); Path('x/y/z').write_text('1'); os.rename('x', 'w'); print(Path('w/y/z').read_text())",
            "1",
        ),
        (
            "import shutil; shutil.copy('words.txt', 'n'); shutil.rmtree('data'); print(sorted(os.listdir()))",
            "['main.py', 'n', 'words.txt']",
        ),
        ("os.remove('words.txt'); print(os.path.exists('words.txt'))", "False"),
        (
            "from zipfile import ZipFile as Z\nwith Z('n', 'w') as f: f.write('words.txt')\nprint(Z('n').namelist())",
            "['words.txt']",
        ),
        (
            "with open('n', 'w', newline='\\r\\n') as f: f.write('a\\nb')\nprint(repr(open('n', newline='').read()))",
            "'a\\r\\nb'",
        ),
    ],
)
def test_files_can_be_written_while_the_program_runs(run: Run, program: str, value: str) -> None:
    assert printed(run, f"import os\nfrom pathlib import Path\n{program}") == value


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("open('none')", "FileNotFoundError(44, 'No such file or directory')"),
        ("open('none/x', 'w')", "FileNotFoundError(44, 'No such file or directory')"),
        ("open('data')", "IsADirectoryError(31, 'Is a directory')"),
        ("open('words.txt', 'x')", "FileExistsError(20, 'File exists')"),
        ("open('words.txt', 'q')", "ValueError(\"invalid mode: 'q'\")"),
        (
            "open('words.txt', 'rb', encoding='utf-8')",
            "ValueError('binary mode takes no encoding, errors or newline argument')",
        ),
        ("open('words.txt').write('x')", "UnsupportedOperation('not writable')"),
        ("open('n', 'w').read()", "UnsupportedOperation('not readable')"),
        ("open('')", "FileNotFoundError(44, 'No such file or directory')"),
        ("os.mkdir('data')", "FileExistsError(20, 'File exists')"),
        ("os.rmdir('data')", "OSError(55, 'Directory not empty')"),
        ("os.listdir('words.txt')", "NotADirectoryError(54, 'Not a directory')"),
    ],
)
def test_what_cannot_be_done_raises_what_python_raises(run: Run, call: str, error: str) -> None:
    assert printed(run, f"import os\ntry: {call}\nexcept Exception as error: print(repr(error))") == error
