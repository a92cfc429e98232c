"""What the limits do to a Python program, and what it can see of the host and of other runs."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from wardian.edge.limits import Limits
from wardian.edge.outcome import Busy, Kind, Outcome
from wardian.edge.python.runtime import PythonRuntime
from wardian.model import Frame
from wardian.units import KIB

Run = Callable[..., Outcome]


def test_hello_is_printed_with_what_it_cost(run: Run) -> None:
    outcome = run("print('hello, wörld')")
    assert (outcome.kind, outcome.exit_code, outcome.message) == (Kind.EXITED, 0, "")
    assert (outcome.stdout, outcome.stderr) == ("hello, wörld\n".encode(), b"")
    assert 0 < outcome.instantiate_us < outcome.total_us
    assert 0 < outcome.cpu_us <= outcome.total_us * 1.5
    assert (outcome.fuel or 0) > 10_000


def test_an_endless_loop_stops_at_the_limit_of_cpu(run: Run, limits: Limits) -> None:
    outcome = run("print('before')\nwhile True: pass")
    assert outcome.kind is Kind.CPU_LIMIT
    assert outcome.message == "Stopped after 500 ms of CPU time; that is the edge's limit for one request."
    assert outcome.stdout == b"before\n"
    assert limits.cpu_s * 1e6 <= outcome.cpu_us <= limits.cpu_s * 1e6 + 60_000


def test_a_long_call_into_c_code_stops_too(run: Run) -> None:
    assert run("sum(range(10**12))").kind is Kind.CPU_LIMIT
    assert run("import re; re.match(r'(a*)*b', 'a' * 50)").kind is Kind.CPU_LIMIT


def test_catching_everything_does_not_help_against_a_limit(run: Run) -> None:
    outcome = run("while True:\n    try:\n        while True: pass\n    except BaseException: pass")
    assert outcome.kind is Kind.CPU_LIMIT


@pytest.mark.parametrize(
    "wait",
    [
        "import time; time.sleep(3600)",
        "import time; time.sleep(1e300)",
        "import select; select.select([], [], [])",
        "import asyncio; asyncio.run(asyncio.sleep(3600))",
    ],
)
def test_waiting_longer_than_a_request_may_take_holds_up_nobody(run: Run, wait: str) -> None:
    start = time.perf_counter()
    outcome = run(wait)
    assert outcome.kind in (Kind.WALL_LIMIT, Kind.CPU_LIMIT)
    assert time.perf_counter() - start < 1.5


def test_the_real_clock_cannot_be_reached_to_block_the_host(run: Run) -> None:
    program = "import sys; del sys.modules['time'], sys.modules['select']\n"
    start = time.perf_counter()
    run(program + "import time; time.sleep(60)")
    run(program + "import select; select.select([], [], [], 60)")
    run(program + "import select; p = select.poll(); p.register(0); p.poll(60000)")
    assert time.perf_counter() - start < 2


def test_needing_too_much_memory_names_the_limit(run: Run) -> None:
    outcome = run("blocks = []\nwhile True: blocks.append(bytearray(1 << 20))")
    assert outcome.kind is Kind.MEMORY_LIMIT
    assert outcome.message == "The program needs more memory than 64 MiB, which is the edge's limit."
    assert b"MemoryError" in outcome.stderr


def test_a_program_can_catch_its_memory_error_and_go_on(run: Run) -> None:
    outcome = run("try: bytearray(1 << 30)\nexcept MemoryError: print('no room')")
    assert (outcome.kind, outcome.stdout) == (Kind.EXITED, b"no room\n")


def test_there_is_room_for_32_mib_of_data(run: Run) -> None:
    assert run("print(len(bytearray(32 << 20)))").stdout == b"33554432\n"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_flood_of_output_stops_at_its_limit(run: Run, stream: str) -> None:
    outcome = run(f"import sys\nwhile True: print('x' * 999, file=sys.{stream})")
    assert outcome.kind is Kind.OUTPUT_LIMIT
    assert outcome.message == "Stopped after 64 KiB of output; that is the edge's limit for one response."
    assert len(getattr(outcome, stream)) == 64 * KIB


def test_output_just_within_the_limit_is_kept_whole(run: Run, limits: Limits) -> None:
    outcome = run(f"import sys; sys.stdout.buffer.write(bytes({limits.response}))")
    assert (outcome.kind, len(outcome.stdout)) == (Kind.EXITED, limits.response)


def test_one_byte_more_is_over_the_limit(run: Run, limits: Limits) -> None:
    assert run(f"import sys; sys.stdout.buffer.write(bytes({limits.response + 1}))").kind is Kind.OUTPUT_LIMIT


def test_endless_recursion_is_told_within_an_edge_request(compiled: Path, limits: Limits) -> None:
    runtime = PythonRuntime(compiled, replace(limits, cpu_s=0.2))
    outcome = runtime.run({"main.py": "def f(n):\n    return f(n + 1)\nf(0)\n"}, {})
    runtime.close()
    assert (outcome.kind, outcome.exit_code) == (Kind.EXITED, 1)
    assert b"RecursionError: maximum recursion depth exceeded" in outcome.stderr


def test_recursion_without_python_s_own_limit_ends_in_plain_words(run: Run) -> None:
    outcome = run("import sys; sys.setrecursionlimit(10**6)\ndef f(): f()\nf()")
    assert outcome.kind is Kind.TRAPPED
    assert outcome.message == "The program called itself too deeply and its stack ran out."


def test_nothing_of_one_run_is_there_in_the_next(run: Run) -> None:
    run(
        "import builtins, os, sys; builtins.left = 1; os.environ['LEFT'] = '1'; sys.left = 1; open('left', 'w').close()"
    )
    outcome = run(
        "import builtins, os, sys\n"
        "print(hasattr(builtins, 'left'), 'LEFT' in os.environ, hasattr(sys, 'left'), os.listdir())"
    )
    assert outcome.stdout == b"False False False ['main.py']\n"


def test_a_run_that_was_stopped_leaves_nothing_either(run: Run) -> None:
    run("import builtins; builtins.left = 1; print('output of the first')\nwhile True: pass")
    assert run("import builtins; print(hasattr(builtins, 'left'))").stdout == b"False\n"


@pytest.mark.parametrize("draw", ["random.random()", "os.urandom(8)", "uuid.uuid4()", "secrets.token_hex()"])
def test_two_runs_draw_different_random_numbers(run: Run, draw: str) -> None:
    program = f"import os, random, secrets, uuid; print({draw})"
    assert run(program).stdout != run(program).stdout


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/proc/self/environ", "/python/os.py", "/0/guest/app.py", "../../etc/passwd"]
)
def test_no_file_of_the_host_can_be_opened(run: Run, path: str) -> None:
    outcome = run(
        f"import _io, posix\ntry: open({path!r})\nexcept FileNotFoundError: print('none')\n_io.open({path!r})"
    )
    assert outcome.stdout == b"none\n"
    assert b"FileNotFoundError" in outcome.stderr or b"PermissionError" in outcome.stderr


def test_a_listening_socket_of_the_host_cannot_be_reached(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        outcome = run(f"import socket; socket.create_connection(('127.0.0.1', {port}), 1)")
        with pytest.raises(BlockingIOError):
            server.accept()
    assert outcome.exit_code == 1


def test_a_socket_cannot_be_made(run: Run) -> None:
    outcome = run("import socket; socket.socket()")
    assert outcome.stderr.splitlines()[-1].startswith(b"PermissionError")


def test_the_environment_is_the_request_s_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "of the host")
    outcome = run("import os; print(dict(os.environ), os.getenv('A'))", env={"A": "1=2", "B": "é\n"})
    assert outcome.stdout.decode() == "{'A': '1=2', 'B': 'é\\n'} 1=2\n"


def test_a_nul_in_the_environment_is_refused(run: Run) -> None:
    with pytest.raises(ValueError, match="NUL"):
        run("", env={"A": "\0"})


def test_many_runs_leave_no_file_open(run: Run) -> None:
    run("pass")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(50):
        run("1 / 0")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize(
    ("method", "program"),
    [
        ("over_time", "while True: pass"),
        ("wait", "import time; time.sleep(1)"),
        ("wall_ns", "import time; time.monotonic()"),
    ],
)
@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt])
def test_failure_of_the_host_ends_the_program_and_is_raised_to_its_caller(
    run: Run, monkeypatch: pytest.MonkeyPatch, method: str, program: str, error: type[BaseException]
) -> None:
    def broken(*arguments: object, **named: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(f"wardian.edge.guest.Guest.{method}", broken)
        with pytest.raises(error):
            run(program)
    assert run("print('next')").stdout == b"next\n"


def test_an_exception_names_files_and_lines(run: Run) -> None:
    main = "import shelf\ndef show():\n    shelf.pick(9)\nshow()\n"
    outcome = run({"main.py": main, "shelf.py": "def pick(n):\n    return [1, 2][n]\n"})
    assert outcome.exit_code == 1
    assert outcome.trace == (
        Frame("pick", "shelf.py", 2),
        Frame("show", "main.py", 3),
        Frame("<module>", "main.py", 4),
    )


def test_guests_on_several_threads_keep_to_themselves(run: Run) -> None:
    source = {"main.py": "import sys, time\nfor i in range(50):\n    time.sleep(0.001)\n    print(sys.argv[1])\n"}
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda number: run(source, args=(str(number),)), range(16)))
    assert [outcome.stdout for outcome in outcomes] == [f"{number}\n".encode() * 50 for number in range(16)]


def test_no_room_for_another_guest(compiled: Path, limits: Limits) -> None:
    runtime = PythonRuntime(compiled, replace(limits, cpu_s=0.1))
    with ThreadPoolExecutor(24) as pool:
        tries = [pool.submit(runtime.run, {"main.py": "while True: pass"}, {}) for _ in range(24)]
    busy = [attempt for attempt in tries if isinstance(attempt.exception(), Busy)]
    assert 0 < len(busy) < 24
    assert runtime.run({"main.py": "print('next')"}, {}).stdout == b"next\n"
    runtime.close()
