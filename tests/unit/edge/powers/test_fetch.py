"""A guest fetches from real servers on this machine, which the setting allows here."""

from __future__ import annotations

import asyncio
import gzip
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.unit.edge.powers.conftest import SETTINGS, Edge, Handler, Servers, chain, fetch, read_all, refusal

from wardian.edge.powers import Error
from wardian.model import Grants
from wardian.settings import Settings

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"


def granted(*hosts: str) -> Grants:
    return Grants(fetch=hosts)


def test_what_was_granted_is_fetched(edge: Edge, servers: Servers) -> None:
    host = servers.start(OK)
    powers = edge.grant(granted(host), chain())
    handle = powers.send(f"GET http://{host}/a/b?q=1\nX-Mine: yes", b"", 0, 0)
    assert powers.head(handle).splitlines() == ["200", "content-type: text/plain", "content-length: 5"]
    assert (powers.read(handle, 3), powers.read(handle, 3), powers.read(handle, 3)) == (b"hel", b"lo", b"")
    head = servers.heads[0].decode().lower().split("\r\n")
    assert head[0] == "get /a/b?q=1 http/1.1"
    assert {f"host: {host}", "x-mine: yes", "connection: close", "accept-encoding: identity"} <= set(head)


def test_what_was_not_granted_is_not(edge: Edge, servers: Servers) -> None:
    host, other = servers.start(OK), servers.start(OK)
    powers = edge.grant(granted(host), chain())
    error, words = refusal(lambda: powers.send(f"GET http://{other}/", b"", 0, 0))
    assert error is Error.NOT_GRANTED
    assert f"may not fetch {other}; it may fetch only {host}" in words
    assert f'fetch = ["{other}"] under [grants]' in words
    assert servers.heads == []


def test_a_granted_port_is_not_another_port(edge: Edge) -> None:
    powers = edge.grant(granted("api.example.org:443"), chain())
    error, words = refusal(lambda: powers.send("GET http://api.example.org/", b"", 0, 0))
    assert (error, "api.example.org:80;" in words) == (Error.NOT_GRANTED, True)


def test_a_body_is_sent(edge: Edge, servers: Servers) -> None:
    async def echo(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        body = await reader.readexactly(9)
        writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n" + body)

    host = servers.start(echo)
    powers = edge.grant(granted(host), chain())
    assert fetch(powers, f"PUT http://{host}/\nContent-Type: a/b", b"some body") == (201, b"some body")
    assert b"content-length: 9\r\n" in servers.heads[0].lower()


def test_a_head_request_has_no_body(edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
    assert fetch(edge.grant(granted(host), chain()), f"HEAD http://{host}/") == (200, b"")


def test_chunks_are_joined(edge: Edge, servers: Servers) -> None:
    host = servers.start(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n"
    )
    powers = edge.grant(granted(host), chain())
    handle = powers.send(f"GET http://{host}/", b"", 0, 0)
    assert (powers.head(handle), read_all(powers, handle)) == ("200\n", b"abcde")


def test_a_packed_body_stays_packed(edge: Edge, servers: Servers) -> None:
    packed = gzip.compress(b"hello" * 100)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    host = servers.start(head + packed)
    powers = edge.grant(granted(host), chain())
    assert fetch(powers, f"GET http://{host}/\nAccept-Encoding: gzip")[1] == packed
    assert servers.heads[0].lower().count(b"accept-encoding") == 1


def test_a_status_that_is_an_error_is_an_answer(edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno")
    assert fetch(edge.grant(granted(host), chain()), f"GET http://{host}/") == (503, b"no")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
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


def test_too_many_headers_are_refused(edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 101 + b"\r\n")
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


def never(sent: bytes) -> Handler:
    """Sends that and then nothing more until the client goes."""

    async def handle(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await writer.drain()
        if not await reader.read():
            raise ConnectionResetError

    return handle


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


def test_fetches_go_on_at_once(edge: Edge, servers: Servers) -> None:
    """Each is answered only when both have arrived."""
    both = threading.Barrier(2)

    async def handle(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.to_thread(both.wait, 5)
        writer.write(OK)

    host = servers.start(handle)
    powers = edge.grant(granted(host), chain())
    handles = [powers.send(f"GET http://{host}/", b"", 0, 0) for _ in range(2)]
    assert [read_all(powers, each) for each in handles] == [b"hello", b"hello"]


def test_select_gives_the_one_that_is_there(edge: Edge, servers: Servers) -> None:
    slow, quick = servers.start(never(b"")), servers.start(OK)
    powers = edge.grant(granted(slow, quick), chain())
    first = powers.send(f"GET http://{slow}/", b"", 0, 0)
    assert refusal(lambda: powers.select([first], 50))[0] is Error.TIMED_OUT
    second = powers.send(f"GET http://{quick}/", b"", 0, 0)
    assert powers.select([first, second], -1) == 1
    assert read_all(powers, second) == b"hello"
    failing = powers.send("GET http://" + quick.partition(":")[0] + ":" + slow.partition(":")[2] + "/", b"", 100, 0)
    assert powers.select([first, failing], 5000) == 1
    assert refusal(lambda: powers.select([], 0))[0] is Error.INVALID
    assert refusal(lambda: powers.select([99], 0))[0] is Error.INVALID
    assert refusal(lambda: powers.select([-1], 0))[0] is Error.INVALID


def test_a_chain_has_a_budget(edge: Edge, servers: Servers) -> None:
    host = servers.start(OK)
    shared = chain(fetches=3)
    first, second = edge.grant(granted(host), shared), edge.grant(granted(host), shared.next())
    for powers in (first, second, first):
        assert fetch(powers, f"GET http://{host}/")[0] == 200
    error, words = refusal(lambda: second.send(f"GET http://{host}/", b"", 0, 0))
    assert (error, "3 fetches" in words) == (Error.TOO_MANY, True)
    assert len(servers.heads) == 3


def test_bodies_on_their_way_are_limited_together(edge: Edge, servers: Servers) -> None:
    host = servers.start(never(b""))
    powers = edge.grant(granted(host), chain())
    powers.send(f"POST http://{host}/", bytes(6 << 20), 0, 0)
    assert refusal(lambda: powers.send(f"POST http://{host}/", bytes(6 << 20), 0, 0))[0] is Error.TOO_LARGE


def test_other_servers_are_told_how_deep_the_chain_is(edge: Edge, servers: Servers) -> None:
    host = servers.start(OK)
    fetch(edge.grant(granted(host), chain(hops=3)), f"GET http://{host}/")
    assert b"cdn-loop: wardian;hops=4\r\n" in servers.heads[0].lower()


def test_the_receipt_tells_of_each_fetch(edge: Edge, servers: Servers) -> None:
    host = servers.start(OK)
    powers = edge.grant(granted(host), chain())
    fetch(powers, f"POST http://{host}/a?secret=1", b"body")
    refusal(lambda: powers.send("GET http://example.org/x?secret=1", b"", 0, 0))
    done, denied = powers.calls
    assert (done.name, done.target, done.outcome) == ("fetch", f"POST http://{host}/a", "200")
    assert (done.bytes_out, done.bytes_in) == (4, 5)
    assert 0 < done.wait_us < 5e6
    assert (denied.target, denied.outcome) == ("GET http://example.org/x", "not_granted")
