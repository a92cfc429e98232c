"""A Python program on the edge behaves as it does on the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wardian.edge.outcome import Kind, Outcome

Run = Callable[..., Outcome]


@pytest.mark.parametrize(
    ("program", "status", "stderr"),
    [
        ("", 0, ""),
        ("raise SystemExit", 0, ""),
        ("raise SystemExit(None)", 0, ""),
        ("raise SystemExit(3)", 3, ""),
        ("import sys; sys.exit(-1)", 255, ""),
        ("raise SystemExit(256)", 0, ""),
        ("raise SystemExit('no such thing')", 1, "no such thing\n"),
        ("exit(7)", 7, ""),
        ("import os; os._exit(0)", 0, ""),
    ],
)
def test_the_exit_status_is_the_program_s(run: Run, program: str, status: int, stderr: str) -> None:
    outcome = run(program)
    assert (outcome.kind, outcome.exit_code, outcome.stderr.decode()) == (Kind.EXITED, status, stderr)


def test_an_error_shows_the_program_s_own_lines_alone(run: Run) -> None:
    files = {
        "main.py": "import shapes\n\n\ndef main():\n    return shapes.area(side='é🎉')\n\n\nmain()\n",
        "shapes.py": "def area(side):\n    return side * side\n",
    }
    outcome = run(files)
    assert outcome.exit_code == 1
    assert outcome.stderr.decode() == (
        "Traceback (most recent call last):\n"
        '  File "/main.py", line 8, in <module>\n'
        "    main()\n"
        "    ~~~~^^\n"
        '  File "/main.py", line 5, in main\n'
        "    return shapes.area(side='é🎉')\n"
        "           ~~~~~~~~~~~^^^^^^^^^^^^\n"
        '  File "/shapes.py", line 2, in area\n'
        "    return side * side\n"
        "           ~~~~~^~~~~~\n"
        "TypeError: can't multiply sequence by non-int of type 'str'\n"
    )


@pytest.mark.parametrize(
    "call", ["open('missing.txt')", "import time; time.sleep(-1)", "import os; os.stat('missing')"]
)
def test_an_error_from_a_call_that_the_edge_replaces_does_not_show_how(run: Run, call: str) -> None:
    lines = run(call).stderr.decode().splitlines()
    assert [line for line in lines if line.startswith("  File")] == ['  File "/main.py", line 1, in <module>']


def test_an_error_while_handling_another_shows_both(run: Run) -> None:
    stderr = run(
        "try:\n    open('a')\nexcept OSError as error:\n    raise ValueError('b') from error\n"
    ).stderr.decode()
    assert "FileNotFoundError: [Errno 44] No such file or directory: 'a'" in stderr
    assert "The above exception was the direct cause of the following exception:" in stderr
    assert stderr.endswith("ValueError: b\n")
    assert "_wardian" not in stderr


def test_a_syntax_error_points_at_the_place(run: Run) -> None:
    outcome = run("x = 1\nprint('a' 'b'\n")
    assert outcome.stderr.decode() == (
        "  File \"/main.py\", line 2\n    print('a' 'b'\n         ^\nSyntaxError: '(' was never closed\n"
    )


def test_a_missing_module_is_told_plainly(run: Run) -> None:
    stderr = run("import numpy").stderr.decode()
    assert stderr.splitlines()[1:3] == ['  File "/main.py", line 1, in <module>', "    import numpy"]
    assert stderr.endswith("ModuleNotFoundError: No module named 'numpy'\n")


def test_modules_packages_and_folders_are_imported_from_the_project(run: Run) -> None:
    files = {
        "main.py": (
            "import a, b.c.d, plain.e\nfrom b import f\nprint(a.x, b.c.d.y, f.z, plain.e.w, a.__file__, b.__path__)\n"
        ),
        "a.py": "x = 1\n",
        "b/__init__.py": "",
        "b/c/__init__.py": "",
        "b/c/d.py": "from ..f import z\ny = z + 1\n",
        "b/f.py": "z = 10\n",
        "plain/e.py": "w = __package__\n",
    }
    assert run(files).stdout == b"1 11 10 plain /a.py ['/b']\n"


def test_a_project_s_module_comes_before_the_standard_library_s(run: Run) -> None:
    files = {"main.py": "import random, textwrap\nprint(random.x, textwrap.x)\n", "random.py": "x = 1\n"}
    files["textwrap/__init__.py"] = "x = 2\n"
    assert run(files).stdout == b"1 2\n"


def test_a_folder_added_to_the_path_is_searched(run: Run) -> None:
    files = {"main.py": "import sys; sys.path.append('lib')\nimport tool\nprint(tool.x)\n", "lib/tool.py": "x = 5\n"}
    assert run(files).stdout == b"5\n"


def test_main_knows_its_name_and_arguments(run: Run) -> None:
    program = "import sys\nprint(__name__, __file__, sys.argv, sys.path)\nif __name__ == '__main__': print('main')\n"
    outcome = run(program, args=("one", "two words", ""))
    assert outcome.stdout.decode() == "__main__ /main.py ['main.py', 'one', 'two words', ''] ['/']\nmain\n"


def test_classes_of_main_can_be_pickled(run: Run) -> None:
    program = "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A)\n"
    assert run(program).stdout == b"True\n"


def test_input_reads_lines_and_then_raises_eof(run: Run) -> None:
    outcome = run("print(input('name? '), input())\ninput()\n", stdin="Ada\r\nLövelace".encode())
    assert outcome.stdout.decode() == "name? Ada Lövelace\n"
    assert outcome.stderr.endswith(b"EOFError: EOF when reading a line\n")


def test_bytes_pass_through_unchanged(run: Run) -> None:
    data = bytes(range(256)) * 100
    outcome = run("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", stdin=data)
    assert outcome.stdout == data


def test_text_and_bytes_come_in_the_order_in_which_they_are_written(run: Run) -> None:
    outcome = run("import sys\nprint('a', end='')\nsys.stdout.flush()\nsys.stdout.buffer.write(b'b')\nprint('c')\n")
    assert outcome.stdout == b"abc\n"


def test_what_is_registered_for_the_end_runs_at_the_end(run: Run) -> None:
    assert run("import atexit; atexit.register(print, 'end')\nprint('start')\n1 / 0").stdout == b"start\nend\n"


def test_a_wsgi_app_answers_a_post(run: Run) -> None:
    program = (
        "from wsgiref.handlers import CGIHandler\n"
        "def app(environ, start_response):\n"
        "    body = environ['wsgi.input'].read(int(environ['CONTENT_LENGTH']))\n"
        "    start_response('201 Created', [('Content-Type', 'text/plain'), ('X-Path', environ['PATH_INFO'])])\n"
        "    return [body.upper(), environ['QUERY_STRING'].encode(), environ['HTTP_X_NAME'].encode()]\n"
        "CGIHandler().run(app)\n"
    )
    env = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/things",
        "QUERY_STRING": "a=1",
        "CONTENT_LENGTH": "5",
        "HTTP_X_NAME": "ada",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8081",
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    head, _, body = run(program, env, stdin=b"hello and more").stdout.partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [b"Status: 201 Created", b"Content-Type: text/plain", b"X-Path: /things"]
    assert body == b"HELLOa=1ada"


def test_a_failing_wsgi_app_answers_500_and_logs_why(run: Run) -> None:
    program = (
        "from wsgiref.handlers import CGIHandler\ndef app(environ, start_response): 1 / 0\nCGIHandler().run(app)\n"
    )
    env = {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    outcome = run(program, env)
    assert outcome.stdout.startswith(b"Status: 500 Internal Server Error\r\n")
    assert b"ZeroDivisionError" in outcome.stderr


def test_warnings_go_to_the_log(run: Run) -> None:
    outcome = run("import warnings; warnings.warn('careful')")
    assert (outcome.stdout, outcome.stderr.decode()) == (
        b"",
        "/main.py:1: UserWarning: careful\n  import warnings; warnings.warn('careful')\n",
    )
