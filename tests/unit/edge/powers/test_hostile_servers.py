"""Whatever a server does, a guest gets an answer or a refusal, and in time."""

from __future__ import annotations

import asyncio
import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.edge.powers.conftest import Edge, chain, fetch, granted, read_all, refusal
from tests.unit.edge.powers.servers import Handler, Servers

from wardian.edge.powers import Error, Refused

PIECES = [
    *(b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 101 Switching Protocols\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.0 "),
    *(b"Content-Length: 5\r\n", b"Content-Length: -1\r\n", b"Content-Length: 99999999999999999999\r\n", b"hello"),
    *(b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip, chunked\r\n", b"5\r\nhello\r\n", b"0\r\n\r\n"),
    *(b"ffffffffffffffff\r\n", b"Upgrade: websocket\r\n", b"Connection: upgrade\r\n", b"Location: http://[\r\n"),
    *(
        b"HTTP/1.1 302 Found\r\n",
        b"HTTP/1.1 204 No\r\n",
        b"\r\n",
        b"\n",
        b"\0",
        b": x\r\n",
        b" folded\r\n",
        b"X: \xff\xfe\r\n",
    ),
]
ANSWERS = st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=10).map(b"".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=ANSWERS)
def test_any_bytes_are_an_answer_or_refused(edge: Edge, servers: Servers, answer: bytes) -> None:
    host = servers.start(answer)
    powers = edge.grant(granted(host), chain())
    handle = powers.send(f"GET http://{host}/", b"", 3000, 0)
    head = None
    with contextlib.suppress(Refused):
        head = powers.head(handle)
        read_all(powers, handle)
    if head is not None:
        status, *lines = head.splitlines()
        assert 100 < int(status) < 1000
        assert all(": " in line for line in lines)
    powers.close_all()
    assert len(powers.calls) >= 1


async def _drip(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A body of one-byte chunks, until the client goes."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"1\r\nx\r\n" * 1000)
        await writer.drain()


async def _announce(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Interim answers without end."""
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)
        await writer.drain()


@pytest.mark.parametrize(
    ("handler", "timeout_ms", "expected"), [(_drip, 500, Error.TIMED_OUT), (_announce, 9000, Error.TOO_LARGE)]
)
def test_an_endless_answer_ends(
    edge: Edge, servers: Servers, handler: Handler, timeout_ms: int, expected: Error
) -> None:
    host = servers.start(handler)
    powers = edge.grant(granted(host), chain())
    started = time.monotonic()
    assert refusal(lambda: fetch(powers, f"GET http://{host}/", timeout_ms=timeout_ms))[0] is expected
    assert time.monotonic() - started < 8


def test_an_upgrade_is_no_tunnel(edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nraw bytes")
    powers = edge.grant(granted(host), chain())
    handle = powers.send(f"GET http://{host}/", b"", 3000, 0)
    assert refusal(lambda: (powers.head(handle), read_all(powers, handle)))[0] is Error.UNREACHABLE
