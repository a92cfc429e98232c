"""The control server, a worker or an edge, as a process of its own."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from wardian.sandbox import keeper
from wardian.settings import Settings

_SET_CHILD_SUBREAPER = 36
_PORTS = {"web": "port", "worker": "worker_port", "edge": "edge_port", "up": "port"}


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    client: httpx.Client
    data: Path

    def build(self, text: str, **headers: str) -> Any:
        body = {"language": "c", "files": {"main.c": text}}
        return self.client.post("/api/builds", json=body, headers=headers)

    def figure(self, name: str) -> float:
        """The sum of a figure over its labels, as Prometheus is told."""
        lines = self.client.get("/metrics").text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if re.match(rf"{name}[ {{]", line))

    def descendants(self) -> set[int]:
        """The processes that it has started and that still are."""
        return descendants(self.process.pid)

    def sandboxes(self) -> set[int]:
        """The processes that its keepers have started."""
        return {pid for parent in self.descendants() if _keeps(parent) for pid in descendants(parent)}

    def faults_of_children(self) -> int:
        """Grows whenever a process that its processes started has ended (proc_pid_stat(5): cminflt)."""
        pids = {self.process.pid} | self.descendants()
        return sum(int(stat[8]) for pid in pids if (stat := _stat(pid)))

    def kill(self) -> None:
        """At once, with every process it started: what kill -9 or the kernel's out-of-memory killer does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def serving(
    data: Path,
    port: int | None = None,
    *,
    role: str = "web",
    cwd: Path | None = None,
    environ: Mapping[str, str] | None = None,
    **changes: Any,
) -> Iterator[Server]:
    """`changes` are settings. Its temporary files are in the folder `tmp` beside the data."""
    port = port or free_port()
    settings = Settings(**{"data": data, _PORTS[role]: port, "build_workers": 1, **changes})
    temporary = data.parent / "tmp"
    temporary.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "wardian", role],
        env={**os.environ, **settings.to_env(), "TMPDIR": str(temporary), **(environ or {})},
        cwd=cwd,
        start_new_session=True,
    )
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        server = Server(process, client, data)
        try:
            _until_ready(server)
            yield server
        finally:
            if process.poll() is None:
                server.kill()


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for a state that nothing tells of."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            pytest.fail(f"after {seconds} s it is still not so")
        time.sleep(0.01)


def adopt_orphans() -> None:
    """Make this process the parent of those whose parent ends (prctl(2): PR_SET_CHILD_SUBREAPER)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def descendants(of: int) -> set[int]:
    """The processes that it has started, or adopted, and that still are."""
    parents = {pid: int(stat[1]) for pid in _pids() if (stat := _stat(pid))}
    found = {of}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {of}


def exists(pid: int) -> bool:
    """Whether there is such a process, and not only its exit status."""
    stat = _stat(pid)
    return bool(stat) and stat[0] != "Z"


def _pids() -> Iterator[int]:
    return (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal())


def _stat(pid: int) -> list[str]:
    """From the state on; empty when there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _keeps(pid: int) -> bool:
    try:
        return keeper.__file__.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False


def _until_ready(server: Server) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if server.client.get("/readyz").is_success:
                return
        except httpx.ConnectError:
            time.sleep(0.05)
    pytest.fail("the server did not become ready")
