"""Starting, watching and ending the processes that `wardian up` is made of."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

import httpx

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux to end this process when the one that started it is gone, even by kill -9 (prctl(2))."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Group:
    """Processes that live and die together."""

    def __init__(self, environ: Mapping[str, str], stop_s: float = 15) -> None:
        """`stop_s` is how long a process may take to end before it is killed."""
        self._stop_s = stop_s
        self._environ = {**os.environ, **environ}
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "wardian", *arguments]
        self._processes.append(subprocess.Popen(command, env=self._environ))

    def ended(self) -> bool:
        return any(process.poll() is not None for process in self._processes)

    def wait_ready(self, urls: Sequence[str], seconds: float) -> bool:
        """Whether every URL answered 200 before a process ended or the time was up."""
        deadline = time.monotonic() + seconds
        waiting = list(urls)
        while waiting and not self.ended() and time.monotonic() < deadline:
            waiting = [url for url in waiting if not _answers(url)]
            if waiting:
                time.sleep(0.05)
        return not waiting and not self.ended()

    def wait_first(self) -> None:
        """Block until any of them ends."""
        while not self.ended():
            time.sleep(0.2)

    def stop(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.terminate()
        for process in self._processes:
            try:
                process.wait(self._stop_s)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=1).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
