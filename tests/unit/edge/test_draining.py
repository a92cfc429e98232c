from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from socket import SO_RCVBUF, SOL_SOCKET, socket

import pytest
from tests.unit.edge.conftest import MakeCommand, Server, free_port

from wardian.settings import Settings

SAY = b"Content-Type: text/plain\n\nhello"
WALL_S = 3.0

pytestmark = pytest.mark.anyio


class Process:
    """An edge of one process, which may be ended."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(data=folder, edge_port=free_port(), edge_workers=1, edge_wall_s=WALL_S, head_s=WALL_S)
        self.server = Server(settings)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wardian", "edge"], env={**os.environ, **settings.to_env()}
        )
        self.server.wait_ready(self.process)

    def connect(self) -> closing[HTTPConnection]:
        return closing(HTTPConnection("127.0.0.1", self.server.settings.edge_port, timeout=20))

    def open(self, receive: int | None = None) -> socket:
        made = socket()
        if receive is not None:
            made.setsockopt(SOL_SOCKET, SO_RCVBUF, receive)
        made.settimeout(20)
        made.connect(("127.0.0.1", self.server.settings.edge_port))
        return made

    def holds(self, client: socket) -> bool:
        """Whether the edge's end of the connection is still there, after a moment (proc_pid_net(5))."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(0.1)
        ends = f":{self.server.settings.edge_port:04X} 0100007F:{client.getsockname()[1]:04X} "
        return ends in Path("/proc/net/tcp").read_text()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.server.client.close()
        self.server.database.close()


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Process]:
    edge = Process(tmp_path)
    yield edge
    edge.close()


def ask(connection: HTTPConnection, host: str, path: str = "/") -> HTTPResponse:
    connection.request("GET", path, headers={"host": host})
    response = connection.getresponse()
    response.read()
    return response


async def test_requests_under_way_end_and_new_ones_are_told_to_come_back(edge: Process, command: MakeCommand) -> None:
    name = (await edge.server.deploy(command("(call $print)", SAY))).deployment.name
    host = f"{name}.localhost"
    with edge.connect() as probe, edge.connect() as visitor, edge.connect() as late, edge.open() as under_way:
        assert (ask(visitor, host).status, ask(probe, "localhost", "/readyz").status) == (200, 200)
        fields = (f"Host: {host}", "Content-Length: 4", "Connection: close", "Expect: 100-continue")
        under_way.sendall("\r\n".join(("POST / HTTP/1.1", *fields, "", "")).encode())
        assert under_way.recv(65536).startswith(b"HTTP/1.1 100")
        edge.stop()
        deadline = time.monotonic() + WALL_S
        while (ready := ask(probe, "localhost", "/readyz")).status == 200:
            assert time.monotonic() < deadline
        assert ready.status == 503
        refused = ask(visitor, host)
        assert (refused.status, refused.getheader("connection")) == (503, "close")
        assert int(refused.getheader("retry-after") or "0") > 0
        assert ask(late, host).status == 503
        under_way.sendall(b"body")
        answer = b"".join(iter(lambda: under_way.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"hello")
    assert edge.process.wait(WALL_S) == 0


async def test_an_edge_where_nothing_runs_ends_at_once(edge: Process, command: MakeCommand) -> None:
    name = (await edge.server.deploy(command("(call $print)", SAY))).deployment.name
    with edge.connect() as idle:
        assert ask(idle, f"{name}.localhost").status == 200
        started = time.monotonic()
        edge.stop()
        assert edge.process.wait(20) == 0
        assert time.monotonic() - started < WALL_S


async def test_a_request_that_does_not_come_to_its_end_is_not_waited_for_longer(
    edge: Process, command: MakeCommand
) -> None:
    name = (await edge.server.deploy(command("(call $print)", SAY))).deployment.name
    with edge.open() as endless:
        endless.sendall(f"POST / HTTP/1.1\r\nHost: {name}.localhost\r\nContent-Length: 4\r\n\r\nab".encode())
        assert edge.server.get(name).status_code == 200
        edge.stop()
        assert edge.process.wait(WALL_S + 10) == 0
        assert endless.recv(100).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHo", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"])
async def test_a_client_that_does_not_go_on_is_disconnected(edge: Process, sent: bytes) -> None:
    with edge.open() as silent:
        started = time.monotonic()
        silent.sendall(sent)
        while silent.recv(65536):
            pass
        assert WALL_S / 2 < time.monotonic() - started < WALL_S + 5


async def test_a_head_that_trickles_in_is_cut_off(edge: Process) -> None:
    with edge.open() as slow:
        slow.settimeout(0.1)
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        started, answer = time.monotonic(), None
        while answer is None and time.monotonic() - started < WALL_S + 5:
            try:
                slow.sendall(b"A: b\r\n")
                answer = slow.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                answer = b""
        assert answer is not None
        assert not answer.startswith(b"HTTP/1.1 200")


async def test_a_client_that_does_not_read_is_disconnected(edge: Process, command: MakeCommand) -> None:
    size = 900 * 1024
    write = f"(call $write (i32.const 1) (i32.const 64) (i32.const {size}))"
    body = f"(call $print) (drop (memory.grow (i32.const 16))) {write}"
    name = (await edge.server.deploy(command(body, b"Content-Type: text/plain\n\n"))).deployment.name
    assert len(edge.server.get(name).content) == size
    with edge.open(receive=4096) as deaf:
        started = time.monotonic()
        deaf.sendall(f"GET / HTTP/1.1\r\nHost: {name}.localhost\r\n\r\n".encode())
        while edge.holds(deaf):
            assert time.monotonic() - started < WALL_S + 10
        assert time.monotonic() - started > WALL_S / 2
