"""Clients of the web process that stand still: none keeps a connection, and so the process, for ever."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.contract.conftest import Serve
from tests.contract.process import serving, until

from wardian.web import body

REQUESTS = 200
"""Their answers are more than the kernel takes for a client that does not read."""


@pytest.mark.anyio
async def test_who_begins_a_body_and_stands_still_is_told_so(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "_STALLED_S", 0.1)

    async def half() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    async with serve() as client:
        headers = {"Content-Type": "application/json"}
        answer = await client.post("/api/shares", content=half(), headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (408, "Too slow")


def test_a_client_that_does_not_read_is_given_up(tmp_path: Path) -> None:
    with serving(tmp_path / "data", edge_wall_s=1.0) as web:
        address = "127.0.0.1", web.client.base_url.port or 0
        until(lambda: _given_up(address))


def _given_up(address: tuple[str, int]) -> bool:
    """Whether that was so for this one; the first may come before the server has seen to it."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(address)
        client.sendall(b"GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * REQUESTS)
        deadline = time.monotonic() + 5
        while _held(client.getsockname()[1]):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
    return True


def _held(port: int) -> bool:
    """Whether the other end of a connection from that port is still open."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return any(line.split()[2].endswith(f":{port:04X}") and line.split()[3] == "01" for line in lines)
