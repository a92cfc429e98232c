"""Starts a job, watches its limits, and leaves nothing of it behind."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from wardian.errors import NoSandbox
from wardian.sandbox import bubblewrap
from wardian.sandbox.job import Job, Limit, Result
from wardian.sandbox.keeping import Keeping, Kept
from wardian.sandbox.pipe import Pipe

_VMSTAT, _KILLS = Path("/proc/vmstat"), re.compile(rb"^oom_kill (\d+)$", re.MULTILINE)
_OF_LIMITS = {-signal.SIGXCPU: Limit.CPU, -signal.SIGXFSZ: Limit.DISK}
_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP, -signal.SIGQUIT)
_keeping = Keeping()


async def run(job: Job, hear: Callable[[bytes], None] | None = None) -> Result:
    """Run the job and wait for its end. Raises NoSandbox when the sandbox cannot be set up on this host.

    `hear` is given standard error while the job runs, as it comes, within its limit.
    Cancelling kills every process of the job, as does the end of this process, however it comes about.
    """
    started = time.perf_counter()
    out_of_memory = _out_of_memory_kills()
    with Pipe() as stdout, Pipe() as stderr:
        with bubblewrap.launch(job) as launch:
            watch = _Watch(_keeping.start(launch, stdout.end, stderr.end))
        stdout.read(job.limits.output, partial(watch.stop, Limit.OUTPUT))
        stderr.read(job.limits.log, partial(watch.stop, Limit.LOG), hear)
        status = await watch.ended(job, stdout.ended, stderr.ended)
    wall_ms = (time.perf_counter() - started) * 1000
    exit_code = _exit_code(status)
    if exit_code > 0 and stderr.kept.startswith((b"bwrap: ", b"setpriv: ")):
        raise NoSandbox(f"Programs cannot be compiled safely here: {stderr.kept.decode(errors='replace').strip()}")
    limit = watch.limit or _limit_of(exit_code, wall_ms, job, out_of_memory)
    return Result(exit_code, bytes(stdout.kept), bytes(stderr.kept), limit, wall_ms)


class _Watch:
    """Kills the job at the first limit and remembers which it was."""

    def __init__(self, kept: Kept) -> None:
        self.limit: Limit | None = None
        self._kept = kept

    def stop(self, limit: Limit) -> None:
        if self.limit is None and not self._kept.ended.done():
            self.limit = limit
            self._kept.kill()

    async def ended(self, job: Job, *outputs: asyncio.Future[None]) -> int:
        """How it ended, when its outputs have as well."""
        deadline = asyncio.get_running_loop().call_later(job.limits.wall_s, self.stop, Limit.WALL)
        everything: set[asyncio.Future[Any]] = {self._kept.ended, *outputs}
        try:
            await asyncio.wait(everything)
        except asyncio.CancelledError:
            self._kept.kill()
            await asyncio.wait(everything)
            raise
        finally:
            deadline.cancel()
        return self._kept.ended.result()


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
