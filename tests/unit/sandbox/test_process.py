import asyncio
import contextlib
import os
import select
import signal
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from wardian.errors import NoSandbox
from wardian.sandbox import Job, Limit, run

Script = Callable[..., Job]
pytestmark = pytest.mark.anyio

ASLEEP = "import time\ntime.sleep(60)"
ENDLESS = "import sys\nsys.stdout.flush()\nwhile True: pass"


def running(marker: str) -> list[int]:
    """The processes of the host with that word on their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and marker.encode() in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def wait_for(marker: str, count: int) -> list[int]:
    deadline = time.monotonic() + 10
    while len(found := running(marker)) < count:
        assert time.monotonic() < deadline, "the job did not start"
    return found


async def test_output_log_and_exit_code_come_back(script: Script) -> None:
    result = await run(script("import sys; print('out'); print('err', file=sys.stderr); sys.exit(7)"))
    assert (result.exit_code, result.stdout, result.stderr, result.limit) == (7, b"out\n", b"err\n", None)
    assert result.wall_ms > 0


async def test_a_signal_is_a_negative_exit_code(script: Script) -> None:
    result = await run(script("import os; os.abort()"))
    assert (result.exit_code, result.limit) == (-signal.SIGABRT, None)


async def test_standard_input_and_files_are_what_the_job_says(script: Script) -> None:
    source = "import sys; print(sys.stdin.read(), open('a/b/c.txt').read(), open('é 😀').read())"
    files = {"a/b/c.txt": b"deep", "é 😀": b"named"}
    result = await run(script(source, job={"stdin": b"in", "files": files}))
    assert result.stdout == b"in deep named\n"


async def test_sources_cannot_be_changed(script: Script) -> None:
    result = await run(script("open('main.c', 'w')", job={"files": {"main.c": b"int x;"}}))
    assert b"PermissionError" in result.stderr


async def test_the_environment_is_the_jobs_own(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "canary")
    job = script("import os; print(sorted(os.environ))")
    job = Job(argv=job.argv, limits=job.limits, mounts=job.mounts, env={**job.env, "OWN": "1"})
    result = await run(job)
    names = result.stdout.decode()
    assert "OWN" in names
    assert "SECRET" not in names


async def test_a_shell_is_not_needed_to_pass_odd_arguments(script: Script) -> None:
    arguments = ("--", "a b", "$HOME", "é😀", "")
    result = await run(script("import sys; print(sys.argv[1:])", *arguments))
    assert result.stdout.decode() == f"{list(arguments)}\n"


async def test_the_wall_limit_ends_a_job_that_waits(script: Script) -> None:
    result = await run(script("import time; time.sleep(60)", limits={"wall_s": 0.3}))
    assert result.limit is Limit.WALL
    assert 300 <= result.wall_ms < 5000


async def test_the_cpu_limit_ends_an_endless_loop(script: Script) -> None:
    result = await run(script("while True: pass", limits={"cpu_s": 1}))
    assert result.limit is Limit.CPU


async def test_a_program_that_ignores_the_cpu_signal_is_killed_all_the_same(script: Script) -> None:
    source = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
    result = await run(script(source, limits={"cpu_s": 1}))
    assert (result.exit_code, result.limit) == (-signal.SIGKILL, Limit.CPU)


async def test_memory_over_the_limit_is_refused(script: Script) -> None:
    result = await run(script("bytearray(1 << 30)"))
    assert result.exit_code == 1
    assert b"MemoryError" in result.stderr


async def test_a_flood_of_output_is_cut_and_named(script: Script) -> None:
    result = await run(script("while True: print('x' * 1000)", limits={"output": 10_000}))
    assert (len(result.stdout), result.limit) == (10_000, Limit.OUTPUT)


async def test_a_flood_of_messages_is_cut_and_named(script: Script) -> None:
    source = "import sys\nwhile True: print('x' * 1000, file=sys.stderr)"
    result = await run(script(source, limits={"log": 10_000}))
    assert (len(result.stderr), result.limit) == (10_000, Limit.LOG)


async def test_output_exactly_at_the_limit_is_no_flood(script: Script) -> None:
    result = await run(script("print('x' * 9999)", limits={"output": 10_000}))
    assert (len(result.stdout), result.limit) == (10_000, None)


async def test_the_working_folder_has_a_size(script: Script) -> None:
    source = "for n in range(9): open(f'f{n}', 'wb').write(bytes(20 << 20))"
    result = await run(script(source))
    assert b"No space left on device" in result.stderr


async def test_programs_before_run_one_after_another_whatever_comes_of_them(script: Script) -> None:
    job = script("print('last')")
    fails = (*job.argv[:-1], "-c", "import sys; print(sys.argv[1], flush=True); sys.exit(int(sys.argv[1]))")
    result = await run(replace(job, before=((*fails, "0"), (*fails, "3"), (*fails, "0"))))
    assert (result.exit_code, result.stdout) == (3, b"0\n3\n0\n")
    assert (await run(replace(job, before=((*fails, "0"),)))).stdout == b"0\nlast\n"


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM])
async def test_a_job_that_somebody_else_ends_says_so(script: Script, signal_: signal.Signals) -> None:
    marker = uuid.uuid4().hex
    task = asyncio.create_task(run(script(ENDLESS, marker)))
    for pid in sorted(await asyncio.to_thread(wait_for, marker, 2)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal_)
    assert (await task).limit is Limit.KILLED


async def test_a_file_beyond_the_limit_names_the_disk(script: Script) -> None:
    source = (
        "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
        "with open('f', 'wb') as file:\n    while True: file.write(bytes(1 << 20))"
    )
    assert (await run(script(source))).limit is Limit.DISK


async def test_cancelling_leaves_no_process_behind(script: Script) -> None:
    marker = uuid.uuid4().hex
    task = asyncio.create_task(run(script(ENDLESS, marker)))
    await asyncio.to_thread(wait_for, marker, 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert running(marker) == []


@pytest.mark.parametrize("after_ms", range(12))
async def test_a_job_that_is_cancelled_while_it_is_set_up_leaves_no_process(script: Script, after_ms: int) -> None:
    marker = uuid.uuid4().hex
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(run(script(ENDLESS, marker)), after_ms / 1000)
    assert running(marker) == []


async def test_jobs_that_are_ended_at_every_moment_of_their_start_all_end(shell: Callable[[str], Job]) -> None:
    """Bubblewrap's child is for a moment neither in its group nor bound to its life."""
    marker = uuid.uuid4().hex
    job = shell(f"while :; do : {marker}; done")
    for first in range(60):
        limits = (replace(job.limits, wall_s=(first + 60 * step) / 20_000) for step in range(8))
        jobs = (run(replace(job, limits=each)) for each in limits)
        results = await asyncio.wait_for(asyncio.gather(*jobs), 10)
        assert {result.limit for result in results} == {Limit.WALL}
    assert running(marker) == []


async def test_children_that_a_job_leaves_running_end_with_it(script: Script) -> None:
    marker = uuid.uuid4().hex
    source = "import os\nif os.fork() == 0:\n    os.setsid()\n    while True: pass\nprint('parent ends', flush=True)"
    result = await run(script(source, marker, job={"processes": True}, limits={"wall_s": 5}))
    assert result.stdout == b"parent ends\n"
    assert running(marker) == []


async def test_killing_the_runner_leaves_no_process_behind(script: Script, tmp_path: Path) -> None:
    marker = uuid.uuid4().hex
    job = script(ENDLESS, marker)
    runner = tmp_path / "runner.py"
    runner.write_text(
        f"import asyncio\nfrom pathlib import PosixPath\nfrom wardian.sandbox import *\nasyncio.run(run({job!r}))\n"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, runner)
    await asyncio.to_thread(wait_for, marker, 3)
    left = [os.pidfd_open(pid) for pid in running(marker)]
    process.kill()
    await process.wait()
    for pidfd in left:
        assert select.select([pidfd], [], [], 10)[0], "a process outlived its runner"
        os.close(pidfd)


KILLED_EARLY = """
import asyncio, ctypes, os, signal, time
from pathlib import PosixPath
from wardian.sandbox import *

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # whatever loses its parent becomes a child of this process

async def runner(ready):
    await probe()
    os.write(ready, b".")
    await asyncio.gather(*(run({job!r}) for _ in range(2)))

for step in range(24):
    told, ready = os.pipe()
    pid = os.fork()
    if pid == 0:
        asyncio.run(runner(ready))
    os.read(told, 1)
    time.sleep(step / 2000)
    os.kill(pid, signal.SIGKILL)
try:
    while True:
        os.waitpid(-1, 0)
except ChildProcessError:
    print("nothing is left")
"""


async def test_a_runner_that_is_killed_while_jobs_are_set_up_leaves_no_process_behind(
    script: Script, tmp_path: Path
) -> None:
    marker = uuid.uuid4().hex
    program = tmp_path / "runners.py"
    program.write_text(KILLED_EARLY.format(job=script(ASLEEP, marker)))
    process = await asyncio.create_subprocess_exec(sys.executable, program, stdout=asyncio.subprocess.PIPE)
    try:
        output, _ = await asyncio.wait_for(process.communicate(), 40)
        assert output == b"nothing is left\n"
    finally:
        for pid in running(marker):
            os.kill(pid, signal.SIGKILL)


async def test_jobs_go_on_after_somebody_has_killed_their_keeper(script: Script) -> None:
    marker = uuid.uuid4().hex
    task = asyncio.create_task(run(script(ENDLESS, marker)))
    found = await asyncio.to_thread(wait_for, marker, 3)
    parents = {int((Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[1]) for pid in found}
    (keeper,) = (pid for pid in parents if b"keeper.py" in (Path("/proc") / str(pid) / "cmdline").read_bytes())
    os.kill(keeper, signal.SIGKILL)
    assert (await task).limit is Limit.KILLED
    assert (await run(script("print('again')"))).stdout == b"again\n"


async def test_many_jobs_at_once_do_not_disturb_each_other(script: Script) -> None:
    jobs = [script("import sys; print(sys.argv[1])", str(number)) for number in range(12)]
    results = await asyncio.gather(*map(run, jobs))
    assert [result.stdout for result in results] == [b"%d\n" % number for number in range(12)]


async def test_a_mount_that_does_not_exist_is_reported_as_the_hosts_fault(shell: Callable[[str], Job]) -> None:
    job = shell("exit")
    with pytest.raises(NoSandbox, match="/no/such/folder"):
        await run(Job(argv=job.argv, limits=job.limits, mounts={**job.mounts, "/x": Path("/no/such/folder")}))
