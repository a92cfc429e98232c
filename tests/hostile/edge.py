"""A real Wardian to attack: the control site and an edge of two processes, each started as operators start them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from wardian.settings import Settings

PROCESSES = 2
WALL_S = 2.0
HEAD_S = 2.0
START_S = 180


@dataclass(frozen=True, slots=True)
class Deployed:
    name: str
    token: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A program that never came to run; `stage` says who refused it, `build` or `deploy`, and `words` why."""

    stage: str
    words: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """Of one process; memory is what is resident, in bytes."""

    files: int
    threads: int
    memory: int


class Edge:
    def __init__(self, settings: Settings, control: httpx.Client, process: subprocess.Popen[bytes]) -> None:
        self.settings = settings
        self.control = control
        self.process = process
        self.first_processes = self.processes()

    def processes(self) -> list[int]:
        """The pids of those that run guests."""
        return sorted(int(pid) for pid in _children(self.process.pid))

    def deploy(self, language: str, files: dict[str, str], **wishes: Any) -> Deployed | Refused:
        """Through the API, as anybody would."""
        ask = {"language": language, "files": files}
        build = self.control.post("/api/builds", json=ask, headers={"Prefer": "wait=60"}).json()
        if build["status"] != "succeeded":
            return Refused("build", str(build))
        answer = self.control.post("/api/deployments", json={"build": build["id"], **wishes})
        if answer.status_code != httpx.codes.CREATED:
            return Refused("deploy", answer.json()["detail"])
        return Deployed(answer.json()["name"], answer.json()["token"])

    def connect(self, timeout: float = 20) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.settings.edge_port), timeout=timeout)

    def host(self, name: str) -> str:
        return f"{name}.localhost:{self.settings.edge_port}"

    def ask(self, name: str, path: str = "/", **options: Any) -> httpx.Response:
        """One request on a connection of its own; problems come as JSON."""
        headers = {"host": self.host(name), "accept": "application/json", **options.pop("headers", {})}
        method = options.pop("method", "GET")
        url = f"http://127.0.0.1:{self.settings.edge_port}{path}"
        return httpx.request(method, url, headers=headers, timeout=30, **options)

    def process_of(self, connection: socket.socket) -> int | None:
        """Which of the processes holds the other end of a connection."""
        inode = _inode(connection.getpeername()[1], connection.getsockname()[1])
        wanted = f"socket:[{inode}]"
        for pid in self.processes():
            if wanted in map(_link, Path(f"/proc/{pid}/fd").iterdir()):
                return pid
        return None

    def holdings(self) -> dict[int, Holdings]:
        """What each process holds now."""
        return {pid: _holdings(pid) for pid in self.processes()}

    def wait_until_closed(self, ports: set[int], seconds: float) -> None:
        """Fails unless the edge gives up its connections to all these ports in time."""
        deadline = time.monotonic() + seconds
        while left := self._held() & ports:
            assert time.monotonic() < deadline, f"{len(left)} of {len(ports)} connections are still held"
            time.sleep(0.05)

    def _held(self) -> set[int]:
        """The other ends' ports of the connections that the processes have."""
        inodes = {_link(path) for pid in self.processes() for path in Path(f"/proc/{pid}/fd").iterdir()}
        return {remote for inode, local, remote in _connections() if f"socket:[{inode}]" in inodes}


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _holdings(pid: int) -> Holdings:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    files = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    return Holdings(files, int(status["Threads"]), int(status["VmRSS"].split()[0]) * 1024)


def _link(path: Path) -> str:
    try:
        return str(path.readlink())
    except FileNotFoundError:
        return ""


def _inode(local_port: int, remote_port: int) -> str | None:
    """Of the socket between these two ports, as the owner of the first sees it."""
    return next((inode for inode, *ports in _connections() if ports == [local_port, remote_port]), None)


def _connections() -> Iterator[tuple[str, int, int]]:
    """Inode, local and remote port of each TCP socket of this machine (Linux's proc_net_tcp.txt)."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, remote, *rest = line.split()
        yield rest[6], int(local.split(":")[1], 16), int(remote.split(":")[1], 16)


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        servers = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [int(server.getsockname()[1]) for server in servers]


@contextmanager
def serving(data: Path) -> Iterator[Edge]:
    port, edge_port = free_ports(2)
    settings = Settings(
        data=data,
        site=data / "site",
        port=port,
        edge_port=edge_port,
        edge_workers=PROCESSES,
        edge_wall_s=WALL_S,
        head_s=HEAD_S,
    )
    environ = {key: value for key, value in os.environ.items() if not key.startswith("WARDIAN_")}
    environ |= settings.to_env() | {"WARDIAN_CANARY": "canary-that-must-not-sing"}
    with ExitStack() as stack:
        web, edge = (stack.enter_context(_running(command, environ)) for command in ("web", "edge"))
        control = stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120))
        _wait(web, f"http://127.0.0.1:{port}/readyz")
        _wait(edge, f"http://127.0.0.1:{edge_port}/healthz")
        yield Edge(settings, control, edge)


@contextmanager
def _running(command: str, environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "wardian", command], env=environ)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url, timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(url)
