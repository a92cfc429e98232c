"""The shell script that starts a job's programs inside, under limits of which the kernel keeps count.

It is the same process all along, so that nothing has to be started for the limits alone.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from wardian.sandbox.job import Job
from wardian.units import KIB, MIB

SCRATCH = 64 * MIB
"""Room for what the programs write to the working folder, and the most of one file."""

PROCESSES = 256
"""Threads and processes of a job that may start some."""

_OPEN_FILES = 256
_STACK = 8 * MIB
_BLOCK = 512
"""What POSIX counts the size of a file in."""


def text(job: Job, *, count_processes: bool) -> str:
    """`before` one after another, whatever comes of each; then `argv`, if all went well, else the last failure's code.

    `count_processes` is for a user that is nobody else: the kernel counts all that the user has.
    """
    return "".join(f"{line}\n" for line in _lines(job, count_processes))


def _lines(job: Job, count_processes: bool) -> Iterator[str]:
    limits = job.limits
    yield f"ulimit -S -t {limits.cpu_s} && ulimit -H -t {limits.cpu_s + 1} && ulimit -c 0 || exit 125"
    yield f"ulimit -v {limits.memory // KIB} && ulimit -s {_STACK // KIB} || exit 125"
    yield f"ulimit -f {SCRATCH // _BLOCK} && ulimit -n {_OPEN_FILES} || exit 125"
    bounds = _processes(job, count_processes)
    for argv in job.before:
        yield f"({bounds}exec {shlex.join(argv)}) || code=$?"
    if job.before:
        yield '[ -z "$code" ] || exit "$code"'
    yield f"{bounds}exec {shlex.join(job.argv)}"


def _processes(job: Job, count_processes: bool) -> str:
    """Each program has this limit, not the shell: the user may be one that has others already.

    Where the shell has to start programs, this is what keeps those from starting any. dash and busybox call the
    limit -p, bash calls it -u.
    """
    if job.before and not job.processes:
        most = 0
    elif count_processes:
        most = PROCESSES
    else:
        return ""
    return f"ulimit -p {most} 2>&- || ulimit -u {most} || exit 125; "
