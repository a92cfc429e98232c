"""Time on the edge: a guest sleeps without holding up the thread it runs on."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from wardian.edge.outcome import Kind, Outcome

Run = Callable[..., Outcome]


def test_a_slept_second_is_a_second_to_the_program_but_not_to_the_host(run: Run) -> None:
    start = time.perf_counter()
    outcome = run(
        "import time\n"
        "before = time.time(), time.monotonic(), time.perf_counter()\n"
        "time.sleep(3)\n"
        "after = time.time(), time.monotonic(), time.perf_counter()\n"
        "print(*(3 <= b - a < 4 for a, b in zip(before, after)))\n"
    )
    assert outcome.stdout == b"True True True\n"
    assert time.perf_counter() - start < 2


def test_the_time_of_day_is_the_host_s(run: Run) -> None:
    assert abs(float(run("import time; print(time.time())").stdout) - time.time()) < 5


def test_sleeping_up_to_the_limit_is_allowed_and_beyond_it_is_not(run: Run) -> None:
    outcome = run("import time\nfor i in range(3): time.sleep(4); print(i)\n")
    assert (outcome.kind, outcome.stdout) == (Kind.WALL_LIMIT, b"0\n1\n")
    assert outcome.message == "Stopped after 10 s; that is the edge's time limit for one request."


def test_asyncio_runs_tasks_side_by_side(run: Run) -> None:
    outcome = run(
        "import asyncio, time\n"
        "async def say(seconds, word):\n"
        "    await asyncio.sleep(seconds)\n"
        "    print(word)\n"
        "async def main():\n"
        "    start = time.monotonic()\n"
        "    async with asyncio.TaskGroup() as group:\n"
        "        group.create_task(say(2, 'second'))\n"
        "        group.create_task(say(1, 'first'))\n"
        "    print(round(time.monotonic() - start))\n"
        "asyncio.run(main())\n"
    )
    assert (outcome.stdout, outcome.stderr) == (b"first\nsecond\n2\n", b"")


def test_an_event_loop_that_waits_for_nothing_says_so(run: Run) -> None:
    stderr = run("import asyncio\nasync def main(): await asyncio.Event().wait()\nasyncio.run(main())").stderr
    assert b"RuntimeError: the event loop would wait for ever: no task can go on" in stderr


@pytest.mark.parametrize(
    ("program", "printed"),
    [
        ("import threading; print(threading.Event().wait(2))", "False"),
        ("import queue\ntry: queue.Queue().get(timeout=2)\nexcept queue.Empty: print('empty')", "empty"),
        ("import select; print(select.select([], [], [], 2))", "([], [], [])"),
        ("import asyncio; print(asyncio.run(asyncio.sleep(2, 'slept')))", "slept"),
    ],
)
def test_other_ways_to_wait_take_their_time_too(run: Run, program: str, printed: str) -> None:
    outcome = run(f"import time; start = time.monotonic()\n{program}\nprint(round(time.monotonic() - start))\n")
    assert outcome.stdout.decode() == f"{printed}\n2\n"
    assert outcome.cpu_us < 400_000


def test_waiting_for_another_thread_fails_with_the_reason(run: Run) -> None:
    stderr = run("import threading; threading.Event().wait()").stderr
    assert stderr.endswith(b"RuntimeError: this would wait for ever: there are no other threads\n")


def test_a_thread_cannot_be_started(run: Run) -> None:
    assert run("import threading; threading.Thread(target=print).start()").stderr.endswith(
        b"RuntimeError: can't start new thread\n"
    )
