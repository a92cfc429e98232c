"""The process that starts a runner's sandboxes and outlives the runner for as long as it takes to end them.

Bubblewrap binds its life to its parent's, and its sandbox to its own, but only a while after each was started. A runner
that is killed meanwhile would leave them behind for ever. The kernel tells this process that the runner is gone, by
closing its sockets, and makes it the parent of whatever a killed bubblewrap leaves.

Standard input is a socket on which each message brings the socket of one job. That brings the job's open files, the
first of them a command line in JSON, then standard input, output and error, then those that the command line names
by their place.
The answer is how the job ended, when nothing of it is left. The runner hangs up to have it killed.

It is a program of its own and imports nothing of ours, so as to start fast and stay small.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import selectors
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_FILES = 250
"""In one message: the kernel lets 253 through (SCM_MAX_FD)."""
MORE, LAST = b"+", b"."
"""Whether more files follow those of this message."""
STARTED_NOT = "not started: "

_PR_SET_CHILD_SUBREAPER = 36
_NICE = 10
"""Compilers give way to what answers requests, which takes little time each."""
_DEFAULT = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGXFSZ)
"""Signals that this process, or Python, ignores, and a program should not."""


@dataclass(slots=True)
class _Kept:
    """A job: its first process, and those that it left behind and that must end before it has ended."""

    line: socket.socket
    pid: int
    status: int = 0
    left: set[int] = field(default_factory=set)


class Keeper:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ, self._start)
        self._jobs: dict[int, _Kept] = {}
        self._leaving: set[int] = set()
        self._abandoned = False

    def serve(self) -> None:
        """Until the runner is gone, and then until nothing of it is left."""
        while not self._abandoned:
            for key, _ in self._selector.select():
                key.data()
        for pid in self._jobs:
            _kill(pid)
        with contextlib.suppress(ChildProcessError):
            while True:
                for pid in _children():
                    os.kill(pid, signal.SIGKILL)
                os.waitpid(-1, 0)

    def _start(self) -> None:
        message, fds, _, _ = socket.recv_fds(self._control, 1, 1)
        if not message:
            self._abandoned = True
            return
        line = socket.socket(fileno=fds[0])
        line.set_inheritable(False)
        try:
            pid = _spawn(line)
        except OSError as error:
            self._answer(line, f"{STARTED_NOT}{error}")
            return
        job = self._jobs[pid] = _Kept(line, pid)
        self._selector.register(line, selectors.EVENT_READ, lambda: self._hung_up(job))
        self._when_dead(pid, lambda: self._ended(job))

    def _hung_up(self, job: _Kept) -> None:
        self._selector.unregister(job.line)
        if job.pid in self._jobs:
            _kill(job.pid)

    def _ended(self, job: _Kept) -> None:
        job.status = os.waitstatus_to_exitcode(os.waitpid(job.pid, 0)[1])
        del self._jobs[job.pid]
        for pid in set(_children()) - self._jobs.keys() - self._leaving:
            os.kill(pid, signal.SIGKILL)
            job.left.add(pid)
            self._when_dead(pid, lambda pid=pid: self._left(job, pid))  # type: ignore[misc]
        self._leaving |= job.left
        self._answer_if_all_ended(job)

    def _left(self, job: _Kept, pid: int) -> None:
        os.waitpid(pid, 0)
        job.left.remove(pid)
        self._leaving.remove(pid)
        self._answer_if_all_ended(job)

    def _answer_if_all_ended(self, job: _Kept) -> None:
        if not job.left:
            if job.line in self._selector.get_map():
                self._selector.unregister(job.line)
            self._answer(job.line, str(job.status))

    def _answer(self, line: socket.socket, text: str) -> None:
        with line, contextlib.suppress(OSError):
            line.send(text.encode())

    def _when_dead(self, pid: int, then: Callable[[], None]) -> None:
        pidfd = os.pidfd_open(pid)

        def dead() -> None:
            self._selector.unregister(pidfd)
            os.close(pidfd)
            then()

        self._selector.register(pidfd, selectors.EVENT_READ, dead)


def _spawn(line: socket.socket) -> int:
    """The files keep their numbers in the new process, and are open in no other."""
    fds = _files(line)
    try:
        (command, *standard), files = fds[:4], fds[4:]
        with open(command, "rb", closefd=False) as source:
            argv = [str(files[word]) if isinstance(word, int) else word for word in json.load(source)]
        actions = [(os.POSIX_SPAWN_DUP2, fd, number) for number, fd in enumerate(standard)]
        actions += [(os.POSIX_SPAWN_CLOSE, fd) for fd in fds[:4]]  # type: ignore[misc]
        env = {"PATH": os.defpath}
        return os.posix_spawn(argv[0], argv, env, file_actions=actions, setsid=True, setsigdef=_DEFAULT)
    finally:
        for fd in fds:
            os.close(fd)


def _files(line: socket.socket) -> list[int]:
    fds: list[int] = []
    message = MORE
    while message == MORE:
        message, some, _, _ = socket.recv_fds(line, 1, MOST_FILES)
        fds += some
    if message != LAST:
        raise ConnectionError("the runner hung up")
    return fds


def _kill(pid: int) -> None:
    """The group, of which the sandbox's first process is a member until it is set up."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _children() -> list[int]:
    """Also those that are dead and have not been waited for."""
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as source:  # noqa: PTH123
        return [int(pid) for pid in source.read().split()]


def main() -> None:
    """Signals that end a runner, from a terminal or a supervisor, are not for this process: it ends after it.

    Nor is any file that the runner happens to have open for the processes it starts.
    """
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    os.nice(_NICE)
    control = socket.socket(fileno=0)
    control.set_inheritable(False)
    Keeper(control).serve()


if __name__ == "__main__":
    main()
