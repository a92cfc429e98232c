"""Starts a job, watches its limits, and leaves nothing of it behind."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from functools import partial

from wardian.errors import NoSandbox
from wardian.sandbox import bubblewrap
from wardian.sandbox.job import Job, Limit, Result

_CHUNK = 65536


async def run(job: Job) -> Result:
    """Run the job and wait for its end. Must be called in the process's main thread.

    Cancelling kills every process of the job, as does the end of this process. Raises NoSandbox when the
    sandbox cannot be set up on this host.
    """
    started = time.perf_counter()
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
    return _result(job, process, watch.limit, stdout, stderr, wall_ms)


class _Watch:
    """Kills the process at the first limit and remembers which it was."""

    def __init__(self, process: Process) -> None:
        self.limit: Limit | None = None
        self._process = process

    def stop(self, limit: Limit) -> None:
        if self.limit is None and self._process.returncode is None:
            self.limit = limit
            self._process.kill()


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
    process.kill()
    for stream in (process.stdout, process.stderr):
        while stream is not None and await stream.read(_CHUNK):
            pass
    await process.wait()


def _result(job: Job, process: Process, limit: Limit | None, stdout: bytes, stderr: bytes, wall_ms: float) -> Result:
    exit_code = _exit_code(process.returncode or 0)
    if exit_code > 0 and stderr.startswith((b"bwrap: ", b"setpriv: ")):
        raise NoSandbox(f"Programs cannot be compiled safely here: {stderr.decode(errors='replace').strip()}")
    if limit is None:
        limit = _limit_of(exit_code, wall_ms, job)
    return Result(exit_code, stdout, stderr, limit, wall_ms)


def _exit_code(status: int) -> int:
    """Bubblewrap answers 128 + n when signal n ended the program, as a shell does."""
    return 128 - status if 128 < status <= 128 + signal.NSIG else status


def _limit_of(exit_code: int, wall_ms: float, job: Job) -> Limit | None:
    """The kernel sends SIGXCPU and then SIGKILL at the limit of CPU; SIGKILL before that means memory ran out."""
    if exit_code == -signal.SIGXCPU:
        return Limit.CPU
    if exit_code == -signal.SIGKILL:
        return Limit.CPU if wall_ms >= job.limits.cpu_s * 1000 else Limit.MEMORY
    return None
