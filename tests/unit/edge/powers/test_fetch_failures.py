"""Servers that are slow, broken or not there, and answers that are too large."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.unit.edge.powers.conftest import SETTINGS, Edge, chain, fetch, granted, read_all, refusal
from tests.unit.edge.powers.servers import Servers, never

from wardian.edge.powers import Error
from wardian.settings import Settings


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"\0" * 1000,
    ],
)
def test_a_broken_answer_is_told(edge: Edge, servers: Servers, answer: bytes) -> None:
    host = servers.start(answer)
    powers = edge.grant(granted(host), chain())
    handle = powers.send(f"GET http://{host}/", b"", 0, 0)
    error, words = refusal(lambda: powers.head(handle))
    assert (error, host in words) == (Error.UNREACHABLE, True)
    assert refusal(lambda: powers.read(handle, 1)) == (error, words)
    assert [call.outcome for call in powers.calls] == ["unreachable"]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_body_that_breaks_off_is_told(edge: Edge, servers: Servers, answer: bytes) -> None:
    host = servers.start(answer)
    powers = edge.grant(granted(host), chain())
    handle = powers.send(f"GET http://{host}/", b"", 0, 0)
    assert powers.head(handle).startswith("200\n")
    assert refusal(lambda: read_all(powers, handle))[0] is Error.UNREACHABLE


@pytest.mark.parametrize("headers", [b"A: b\r\n" * 101, b"X: " + b"x" * 66_000 + b"\r\n", b"X: " + b"x" * 200_000])
def test_too_many_headers_are_refused(edge: Edge, servers: Servers, headers: bytes) -> None:
    host = servers.start(b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n")
    powers = edge.grant(granted(host), chain())
    handle = powers.send(f"GET http://{host}/", b"", 0, 0)
    assert refusal(lambda: powers.head(handle))[0] is Error.TOO_LARGE


def test_nobody_listens(edge: Edge) -> None:
    powers = edge.grant(granted("127.0.0.1:1"), chain())
    handle = powers.send("GET http://127.0.0.1:1/", b"", 0, 0)
    error, words = refusal(lambda: powers.head(handle))
    assert (error, "does not accept a connection" in words) == (Error.UNREACHABLE, True)


def test_a_name_without_address(edge: Edge) -> None:
    powers = edge.grant(granted("nothing.invalid:80"), chain())
    handle = powers.send("GET http://nothing.invalid/", b"", 0, 0)
    assert refusal(lambda: powers.head(handle)) == (
        Error.UNREACHABLE,
        "No address is known for the name nothing.invalid.",
    )


@pytest.mark.parametrize(
    "sent", [b"", b"HTTP/1.1 200 OK\r\nX-Sl", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"]
)
def test_a_slow_server_costs_no_more_than_the_timeout(edge: Edge, servers: Servers, sent: bytes) -> None:
    host = servers.start(never(sent))
    powers = edge.grant(granted(host), chain())
    started = time.monotonic()
    error, words = refusal(lambda: fetch(powers, f"GET http://{host}/", timeout_ms=200))
    assert (error, host in words) == (Error.TIMED_OUT, True)
    assert 0.2 <= time.monotonic() - started < 2
    powers.close_all()
    assert servers.gone.wait(5)


def test_a_chain_that_ends_ends_its_fetches(edge: Edge, servers: Servers) -> None:
    host = servers.start(never(b""))
    powers = edge.grant(granted(host), chain(seconds=0.2))
    started = time.monotonic()
    assert refusal(lambda: fetch(powers, f"GET http://{host}/", timeout_ms=60_000))[0] is Error.TIMED_OUT
    assert time.monotonic() - started < 2


def test_what_is_given_up_is_disconnected(edge: Edge, servers: Servers) -> None:
    host = servers.start(never(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"))
    powers = edge.grant(granted(host), chain())
    handle = powers.send(f"GET http://{host}/", b"", 0, 0)
    powers.head(handle)
    powers.close(handle)
    assert servers.gone.wait(5)
    assert refusal(lambda: powers.read(handle, 1))[0] is Error.INVALID
    assert [call.outcome for call in powers.calls] == ["200"]


def test_a_run_that_ends_gives_up_what_it_began(edge: Edge, servers: Servers) -> None:
    arrived = threading.Event()

    async def handle(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await reader.read()
        raise ConnectionResetError

    host = servers.start(handle)
    powers = edge.grant(granted(host), chain())
    powers.send(f"GET http://{host}/", b"", 0, 0)
    assert arrived.wait(5)
    powers.close_all()
    assert servers.gone.wait(5)
    assert [(call.name, call.outcome) for call in powers.calls] == [("fetch", "given_up")]


def endless(count: int) -> bytes:
    return b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * count


@pytest.mark.parametrize(
    ("most", "limit", "words"), [(1000, 4096, "1000 bytes"), (0, 2048, "2 KiB"), (9999, 2048, "2 KiB")]
)
def test_a_body_that_is_too_large_is_cut(
    make_edge: Callable[[Settings], Edge], servers: Servers, most: int, limit: int, words: str
) -> None:
    edge = make_edge(replace(SETTINGS, edge_fetch_response=limit))
    host = servers.start(endless(5000))
    powers = edge.grant(granted(host), chain())
    error, message = refusal(lambda: fetch(powers, f"GET http://{host}/", most=most))
    assert (error, message) == (Error.TOO_LARGE, f"The body of the answer is larger than {words}.")
