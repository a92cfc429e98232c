"""The runner's side of `keeper`: has it start jobs, and hears how they ended."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import socket
import sys
import threading
from pathlib import Path

from wardian.errors import NoSandbox
from wardian.sandbox import keeper
from wardian.sandbox.bubblewrap import Launch, sealed

_PROGRAM = Path(keeper.__file__)


class Kept:
    """One job, while it runs."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[int] = self._loop.create_future()
        """How bubblewrap ended, as `subprocess` says it, when nothing of the job is left. Raises NoSandbox."""
        self._loop.add_reader(line, self._hear)

    def kill(self) -> None:
        """Kill every process of the job. It has not ended yet when this returns."""
        if not self.ended.done():
            self._line.shutdown(socket.SHUT_WR)

    def _hear(self) -> None:
        self._loop.remove_reader(self._line)
        with self._line:
            said = self._line.recv(4096).decode()
        if self.ended.cancelled():
            return
        if said.startswith(keeper.STARTED_NOT):
            self.ended.set_exception(NoSandbox(f"Programs cannot be compiled safely here: {said}"))
        else:
            self.ended.set_result(int(said or -signal.SIGKILL))


class Keeping:
    """A keeper, started when it is first needed, and again if somebody ended it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._runner = 0

    def start(self, launch: Launch, stdout: int, stderr: int) -> Kept:
        """Start the job. Its files and pipes may be closed when this returns. Raises NoSandbox."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, sealed(json.dumps(launch.argv).encode()) as command:
            _send(ours, (command, launch.stdin, stdout, stderr, *launch.files))
            with self._lock:
                self._hand_over(theirs)
        return Kept(ours)

    def _hand_over(self, line: socket.socket) -> None:
        if self._control is None or self._runner != os.getpid():
            self._control, self._runner = _keeper(), os.getpid()
        try:
            socket.send_fds(self._control, [keeper.LAST], [line.fileno()])
        except (BrokenPipeError, ConnectionResetError):
            self._control.close()
            self._control = _keeper()
            socket.send_fds(self._control, [keeper.LAST], [line.fileno()])


def _keeper() -> socket.socket:
    """In a session of its own: what is sent to the runner's whole group must leave somebody to clean up."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        os.posix_spawn(
            sys.executable,
            [sys.executable, "-I", "-S", str(_PROGRAM)],
            {},
            file_actions=[(os.POSIX_SPAWN_DUP2, theirs.fileno(), 0)],
            setsid=True,
        )
    atexit.register(ours.close)
    return ours


def _send(line: socket.socket, fds: tuple[int, ...]) -> None:
    while fds:
        some, fds = fds[: keeper.MOST_FILES], fds[keeper.MOST_FILES :]
        socket.send_fds(line, [keeper.MORE if fds else keeper.LAST], some)
