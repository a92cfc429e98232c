from __future__ import annotations

import resource
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from tests.unit.edge.conftest import LIMITS, MakeCommand
from wasmtime import Module

from wardian.edge.core import CoreRuntime, Program
from wardian.edge.engine import make_engine
from wardian.edge.guest import STDERR_KEPT
from wardian.edge.outcome import Busy, Kind, Outcome

Load = Callable[[bytes], Program]
Run = Callable[..., Outcome]

SLEEP = """
  (i64.store (i32.const 64) (i64.const 7))
  (i32.store8 (i32.const 72) (i32.const 0))
  (i32.store (i32.const 80) (i32.const 1))
  (i64.store (i32.const 88) (i64.const {nanoseconds}))
  (drop (call $poll_oneoff (i32.const 64) (i32.const 128) (i32.const 1) (i32.const 160)))
"""
CLOCK = "(drop (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const {at})))"


@pytest.fixture
def run(runtime: CoreRuntime, load: Load, command: MakeCommand) -> Run:
    """Runs a command whose _start is `body`, then a healthy one, which must not notice."""
    healthy = load(command("(call $print)", b"healthy"))

    def run(body: str, data: bytes = b"", functions: str = "", **options: object) -> Outcome:
        outcome = runtime.run(load(command(body, data, functions)), options.pop("env", {}), **options)  # type: ignore
        assert runtime.run(healthy, {}).stdout == b"healthy"
        return outcome

    return run


def test_output_and_exit_code(run: Run) -> None:
    outcome = run("(call $print) (call $proc_exit (i32.const 7))", b"out")
    assert (outcome.kind, outcome.exit_code, outcome.stdout, outcome.message) == (Kind.EXITED, 7, b"out", "")
    assert outcome.peak_memory == 65536
    assert 0 < outcome.instantiate_us <= outcome.total_us


def test_returning_from_start_is_exit_code_0(run: Run) -> None:
    assert run("nop").exit_code == 0


def test_stderr_keeps_its_end(run: Run) -> None:
    outcome = run("(loop $l (call $write (i32.const 2) (i32.const 1024) (i32.const 60000)) (br $l))", b"x" * 60000)
    assert outcome.kind is Kind.CPU_LIMIT
    assert len(outcome.stderr) == STDERR_KEPT


def test_stderr_of_many_writes_keeps_its_end(run: Run) -> None:
    body = """
      (loop $l
        (i32.store (i32.const 1024) (i32.add (i32.load (i32.const 1024)) (i32.const 1)))
        (call $write (i32.const 2) (i32.const 1024) (i32.const 7000))
        (br_if $l (i32.lt_u (i32.load (i32.const 1024)) (i32.const 50))))"""
    written = b"".join(number.to_bytes(4, "little") + bytes(6996) for number in range(1, 51))
    assert run(body).stderr == written[-STDERR_KEPT:]


def test_output_up_to_the_limit_is_taken(run: Run) -> None:
    write = "(call $write (i32.const 1) (i32.const 0) (i32.const 32768))"
    outcome = run(write * 2)
    assert (outcome.kind, len(outcome.stdout)) == (Kind.EXITED, LIMITS.response)
    assert run(write * 2 + "(call $print)").kind is Kind.EXITED
    assert run(write * 2 + "(call $print)", b"x").kind is Kind.OUTPUT_LIMIT


def test_environment_and_arguments(run: Run) -> None:
    body = """
      (drop (call $environ_sizes_get (i32.const 100) (i32.const 104)))
      (drop (call $environ_get (i32.const 108) (i32.const 116)))
      (drop (call $args_sizes_get (i32.const 128) (i32.const 132)))
      (drop (call $args_get (i32.const 136) (i32.const 144)))
      (call $write (i32.const 1) (i32.const 100) (i32.const 46))"""
    outcome = run(body, env={"A": "bc", "D": ""}, args=("p", ""))
    numbers = [2, 8, 116, 121], [2, 3, 144, 146]
    first, second = (b"".join(number.to_bytes(4, "little") for number in group) for group in numbers)
    assert outcome.stdout == first + b"A=bc\0D=\0" + bytes(4) + second + b"p\0"


def test_stdin_is_read_to_its_end(run: Run) -> None:
    body = """
      (i32.store (i32.const 32) (i32.const 4096)) (i32.store (i32.const 36) (i32.const 3))
      (loop $more
        (drop (call $fd_read (i32.const 0) (i32.const 32) (i32.const 1) (i32.const 40)))
        (call $write (i32.const 1) (i32.const 4096) (i32.load (i32.const 40)))
        (br_if $more (i32.load (i32.const 40))))"""
    assert run(body, stdin=b"seven b").stdout == b"seven b"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("unreachable", "gave up"),
        ("(drop (i32.load (i32.const 65536)))", "memory that is not its own"),
        ("(drop (i32.div_s (i32.const 1) (i32.const 0)))", "divided an integer by zero"),
        ("(drop (i32.div_s (i32.const -2147483648) (i32.const -1)))", "overflow"),
        ("(drop (i32.trunc_f32_s (f32.const nan)))", "not a number"),
        ("(call_indirect (param i32) (i32.const 1) (i32.const 0))", "another type"),
        ("(call_indirect (i32.const 1))", "points to nothing"),
        ("(call_indirect (i32.const 9))", "outside of its function table"),
        ("(call $deep)", "stack ran out"),
    ],
)
def test_crashes_are_explained(run: Run, body: str, words: str) -> None:
    functions = "(table 2 funcref) (elem (i32.const 0) $deep) (func $deep (call $deep) (call $deep))"
    outcome = run(body, functions=functions)
    assert (outcome.kind, outcome.exit_code) == (Kind.TRAPPED, None)
    assert words in outcome.message


def test_crash_names_the_functions(run: Run) -> None:
    outcome = run("(call $outer)", functions="(func $inner unreachable) (func $outer (call $inner))")
    assert "in inner, called from outer" in outcome.message


def test_endless_loop_is_stopped_by_its_cpu_time(run: Run) -> None:
    started = time.thread_time()
    outcome = run("(loop $l (br $l))")
    assert outcome.kind is Kind.CPU_LIMIT
    assert outcome.message == "Stopped after 50 ms of CPU time; that is the edge's limit for one request."
    assert LIMITS.cpu_s <= time.thread_time() - started < LIMITS.cpu_s + 0.1


def test_fuel_is_the_same_each_time_and_unknown_after_a_limit(run: Run) -> None:
    assert run("(call $print)", b"x").fuel == run("(call $print)", b"x").fuel
    assert 0 < (run("(call $print)", b"x").fuel or 0) < 100
    assert run("(loop $l (br $l))").fuel is None


def test_endless_loop_before_main_is_stopped(run: Run) -> None:
    outcome = run("nop", functions="(func $early (loop $l (br $l))) (start $early)")
    assert outcome.kind is Kind.CPU_LIMIT


def test_flood_is_stopped_at_the_cap(run: Run) -> None:
    outcome = run("(loop $l (call $print) (br $l))", b"x" * 30000)
    assert (outcome.kind, len(outcome.stdout)) == (Kind.OUTPUT_LIMIT, LIMITS.response)
    assert "64 KiB of output" in outcome.message


def test_sleep_passes_without_waiting(run: Run) -> None:
    body = (
        CLOCK.format(at=200)
        + SLEEP.format(nanoseconds=500_000_000)
        + CLOCK.format(at=208)
        + """
        (if (i64.lt_s (i64.sub (i64.load (i32.const 208)) (i64.load (i32.const 200))) (i64.const 500000000))
          (then unreachable))
        (call $write (i32.const 1) (i32.const 128) (i32.const 32))"""
    )
    started = time.monotonic()
    outcome = run(body)
    assert outcome.kind is Kind.EXITED
    assert outcome.stdout[:12] == (7).to_bytes(8, "little") + bytes(4)
    assert time.monotonic() - started < 0.4


@pytest.mark.parametrize("nanoseconds", [10**9, 2**63 - 1])
def test_sleep_counts_as_time(run: Run, nanoseconds: int) -> None:
    outcome = run(SLEEP.format(nanoseconds=nanoseconds))
    assert outcome.kind is Kind.WALL_LIMIT
    assert outcome.message == "Stopped after 1 s; that is the edge's time limit for one request."


def test_memory_stops_growing_at_the_limit(run: Run) -> None:
    body = "(loop $l (br_if $l (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) unreachable"
    outcome = run(body)
    assert outcome.peak_memory == LIMITS.memory
    assert "It held 4 MiB of the 4 MiB" in outcome.message


def test_tables_stop_growing_at_the_limit(run: Run) -> None:
    body = "(loop $l (br_if $l (i32.ne (table.grow (ref.null func) (i32.const 1000)) (i32.const -1)))) (call $print)"
    assert run(body, b"refused", functions="(table 0 funcref)").stdout == b"refused"


@pytest.mark.parametrize(
    ("call", "errno"),
    [
        ("(call $fd_write (i32.const 1) (i32.const 65530) (i32.const 1) (i32.const 24))", 21),
        ("(call $fd_write (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 65533))", 21),
        ("(call $fd_write (i32.const 1) (i32.const -8) (i32.const -1) (i32.const 24))", 28),
        ("(call $fd_write (i32.const 9) (i32.const 32) (i32.const 1) (i32.const 24))", 8),
        ("(call $fd_read (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 24))", 8),
        ("(call $fd_read (i32.const 0) (i32.const 65535) (i32.const 1) (i32.const 24))", 21),
        ("(call $fd_read (i32.const 0) (i32.const -8) (i32.const -1) (i32.const 24))", 28),
        ("(call $environ_get (i32.const 0) (i32.const 65535))", 21),
        ("(call $environ_get (i32.const 65535) (i32.const 0))", 21),
        ("(call $environ_get (i32.const -1) (i32.const -1))", 21),
        ("(call $environ_sizes_get (i32.const 0) (i32.const -4))", 21),
        ("(call $args_get (i32.const -1) (i32.const 0))", 21),
        ("(call $poll_oneoff (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 24))", 28),
        ("(call $poll_oneoff (i32.const 65500) (i32.const 0) (i32.const 1) (i32.const 24))", 21),
        ("(call $clock_time_get (i32.const 77) (i64.const 0) (i32.const 24))", 28),
        ("(call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 65535))", 21),
    ],
)
def test_bad_arguments_get_an_error_number(run: Run, call: str, errno: int) -> None:
    assert run(f"(call $proc_exit {call})", env={"NAME": "value"}).exit_code == errno


def test_text_with_nul_is_refused(runtime: CoreRuntime, load: Load, command: MakeCommand) -> None:
    with pytest.raises(ValueError, match="NUL"):
        runtime.run(load(command("nop")), {"NAME": "a\0b"})


def test_failure_of_the_host_is_raised_to_its_caller(
    runtime: CoreRuntime, load: Load, command: MakeCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(guest: object, duration_ns: int | None, for_stdin: bool) -> bool:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("wardian.edge.guest.Guest.wait", broken)
        with pytest.raises(MemoryError):
            runtime.run(load(command(SLEEP.format(nanoseconds=1))), {})
    assert runtime.run(load(command("(call $print)", b"x")), {}).stdout == b"x"


def test_failure_of_the_host_at_an_epoch_is_raised_to_its_caller(
    runtime: CoreRuntime, load: Load, command: MakeCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(guest: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("wardian.edge.guest.Guest.over_time", broken)
        with pytest.raises(KeyboardInterrupt):
            runtime.run(load(command("(loop $l (br $l))")), {})
    assert runtime.run(load(command("(call $print)", b"x")), {}).stdout == b"x"


def test_guests_on_several_threads_keep_to_themselves(runtime: CoreRuntime, load: Load, command: MakeCommand) -> None:
    print_often = """
      (loop $l
        (call $print)
        (i32.store (i32.const 64) (i32.add (i32.load (i32.const 64)) (i32.const 1)))
        (br_if $l (i32.lt_u (i32.load (i32.const 64)) (i32.const 300))))"""
    programs = [load(command(print_often, bytes([letter]) * 10)) for letter in b"abcd"]
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda number: runtime.run(programs[number % 4], {}), range(200)))
    assert [outcome.stdout for outcome in outcomes] == [bytes([b"abcd"[number % 4]]) * 3000 for number in range(200)]


def test_guest_that_is_stopped_on_one_thread_leaves_the_others_alone(
    runtime: CoreRuntime, load: Load, command: MakeCommand
) -> None:
    endless, short = load(command("(loop $l (br $l))")), load(command("(call $print)", b"x"))
    with ThreadPoolExecutor(2) as pool:
        stopped = pool.submit(runtime.run, endless, {})
        while not stopped.done():
            assert runtime.run(short, {}).stdout == b"x"
        assert stopped.result().kind is Kind.CPU_LIMIT


def test_no_room_for_another_guest(command: MakeCommand, tmp_path: Path) -> None:
    runtime, engine = CoreRuntime(LIMITS, slots=1), make_engine(LIMITS.memory, slots=1)
    path = tmp_path / "endless.cwasm"
    path.write_bytes(Module(engine, command("(loop $l (br $l))")).serialize())
    endless, together = runtime.load(path), Barrier(2)

    def run() -> Outcome:
        together.wait()
        return runtime.run(endless, {})

    with ThreadPoolExecutor(2) as pool:
        errors = [attempt.exception() for attempt in (pool.submit(run), pool.submit(run))]
    assert [type(error) for error in errors if error] == [Busy]
    assert runtime.run(endless, {}).kind is Kind.CPU_LIMIT
    runtime.close()


def test_what_its_caller_has_left_limits_a_guest(run: Run) -> None:
    outcome = run(SLEEP.format(nanoseconds=10**9), wall_s=0.3)
    assert outcome.kind is Kind.WALL_LIMIT
    assert outcome.message.startswith("Stopped after 300 ms; that is what was left of the edge's time limit")
    assert run("(loop $l (br $l))", wall_s=0.02).kind is Kind.WALL_LIMIT


def test_thousands_of_runs_leave_nothing_behind(runtime: CoreRuntime, load: Load, command: MakeCommand) -> None:
    programs = [
        load(command("(call $print)", b"x" * 100)),
        load(command("unreachable")),
        load(command("(call $proc_exit (i32.const 1))")),
        load(
            command("(drop (memory.grow (i32.const 60))) (memory.fill (i32.const 0) (i32.const 1) (i32.const 99999))")
        ),
    ]

    def many(times: int) -> None:
        for _ in range(times):
            for program in programs:
                runtime.run(program, {"NAME": "value"}, b"input" * 100)

    many(250)
    before = _resident(), _descriptors()
    many(1000)
    after = _resident(), _descriptors()
    assert after[1] == before[1]
    assert after[0] - before[0] < 4 << 20


def _resident() -> int:
    """Bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def _descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
