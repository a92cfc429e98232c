"""Starts a job, watches its limits, and leaves nothing of it behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from functools import partial
from pathlib import Path

from wardian.errors import NoSandbox
from wardian.sandbox import bubblewrap
from wardian.sandbox.job import Job, Limit, Result

_CHUNK = 65536
_VMSTAT, _KILLS = Path("/proc/vmstat"), re.compile(rb"^oom_kill (\d+)$", re.MULTILINE)
_OF_LIMITS = {-signal.SIGXCPU: Limit.CPU, -signal.SIGXFSZ: Limit.DISK}
_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP, -signal.SIGQUIT)


async def run(job: Job) -> Result:
    """Run the job and wait for its end. Must be called in the process's main thread.

    Cancelling kills every process of the job, as does the end of this process. Raises NoSandbox when the
    sandbox cannot be set up on this host.
    """
    started = time.perf_counter()
    out_of_memory = _out_of_memory_kills()
    with bubblewrap.launch(job) as launch:
        process = await asyncio.create_subprocess_exec(
            *launch.argv,
            stdin=launch.stdin,
            stdout=PIPE,
            stderr=PIPE,
            pass_fds=launch.fds,
            cwd="/",
            env={"PATH": os.defpath},
            start_new_session=True,
        )
    watch = _Watch(process)
    deadline = asyncio.get_running_loop().call_later(job.limits.wall_s, watch.stop, Limit.WALL)
    try:
        stdout, stderr = await _outputs(process, job, watch)
        await process.wait()
    finally:
        deadline.cancel()
        await _end(process)
    wall_ms = (time.perf_counter() - started) * 1000
    limit = watch.limit or _limit_of(_exit_code(process.returncode or 0), wall_ms, job, out_of_memory)
    return _result(process, limit, stdout, stderr, wall_ms)


class _Watch:
    """Kills the process at the first limit and remembers which it was."""

    def __init__(self, process: Process) -> None:
        self.limit: Limit | None = None
        self._process = process

    def stop(self, limit: Limit) -> None:
        if self.limit is None and self._process.returncode is None:
            self.limit = limit
            _kill(self._process)


async def _outputs(process: Process, job: Job, watch: _Watch) -> tuple[bytes, bytes]:
    if process.stdout is None or process.stderr is None:
        raise ValueError("the process has no pipes")
    return await asyncio.gather(
        _read(process.stdout, job.limits.output, partial(watch.stop, Limit.OUTPUT)),
        _read(process.stderr, job.limits.log, partial(watch.stop, Limit.LOG)),
    )


async def _read(stream: asyncio.StreamReader, limit: int, flood: Callable[[], None]) -> bytes:
    """The first `limit` bytes. Reads on to the end, which comes when every process of the job is gone."""
    kept = bytearray()
    while chunk := await stream.read(_CHUNK):
        room = limit - len(kept)
        kept += chunk[:room]
        if len(chunk) > room:
            flood()
    return bytes(kept)


async def _end(process: Process) -> None:
    """Kill bubblewrap if it still runs; the kernel then kills the first process of its namespace and so all others."""
    if process.returncode is not None:
        return
    _kill(process)
    for stream in (process.stdout, process.stderr):
        while stream is not None and await stream.read(_CHUNK):
            pass
    await process.wait()


def _kill(process: Process) -> None:
    """The whole group: bubblewrap's child is bound to its parent's life only once its namespaces are set up."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _result(process: Process, limit: Limit | None, stdout: bytes, stderr: bytes, wall_ms: float) -> Result:
    exit_code = _exit_code(process.returncode or 0)
    if exit_code > 0 and stderr.startswith((b"bwrap: ", b"setpriv: ")):
        raise NoSandbox(f"Programs cannot be compiled safely here: {stderr.decode(errors='replace').strip()}")
    return Result(exit_code, stdout, stderr, limit, wall_ms)


def _exit_code(status: int) -> int:
    """Bubblewrap answers 128 + n when signal n ended the program, as a shell does."""
    return 128 - status if 128 < status <= 128 + signal.NSIG else status


def _limit_of(exit_code: int, wall_ms: float, job: Job, out_of_memory: int) -> Limit | None:
    """The kernel sends SIGXCPU and then SIGKILL at the limit of CPU, and SIGKILL when the host has no more memory."""
    if exit_code in _OF_LIMITS:
        return _OF_LIMITS[exit_code]
    if exit_code not in _FROM_OUTSIDE:
        return None
    if exit_code == -signal.SIGKILL and _out_of_memory_kills() > out_of_memory:
        return Limit.MEMORY
    if exit_code == -signal.SIGKILL and wall_ms >= job.limits.cpu_s * 1000:
        return Limit.CPU
    return Limit.KILLED


def _out_of_memory_kills() -> int:
    """How many processes the kernel has killed on this host because memory ran out."""
    counted = _KILLS.search(_VMSTAT.read_bytes())
    return int(counted[1]) if counted else 0
