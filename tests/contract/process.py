"""The control server as a process of its own, as `wardian web` starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from wardian.settings import Settings


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    client: httpx.Client
    data: Path

    def build(self, text: str) -> Any:
        body = {"language": "c", "files": {"main.c": text}}
        return self.client.post("/api/builds", json=body)

    def kill(self) -> None:
        """At once, with every process it started: what kill -9 or the kernel's out-of-memory killer does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def serving(data: Path, port: int | None = None) -> Iterator[Server]:
    port = port or free_port()
    settings = Settings(data=data, port=port, build_workers=1)
    process = subprocess.Popen(
        [sys.executable, "-m", "wardian", "web"], env={**os.environ, **settings.to_env()}, start_new_session=True
    )
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        server = Server(process, client, data)
        try:
            _until_ready(server)
            yield server
        finally:
            if process.poll() is None:
                server.kill()


def _until_ready(server: Server) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if server.client.get("/readyz").is_success:
                return
        except httpx.ConnectError:
            time.sleep(0.05)
    pytest.fail("the server did not become ready")
