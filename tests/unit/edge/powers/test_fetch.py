"""A guest fetches from real servers on this machine, which the setting allows here."""

from __future__ import annotations

import asyncio
import gzip
import threading

from tests.unit.edge.powers.conftest import Edge, chain, fetch, granted, read_all, refusal
from tests.unit.edge.powers.servers import OK, Servers, never

from wardian.edge.powers import Error


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


def test_a_header_stays_on_its_line(edge: Edge, servers: Servers) -> None:
    """In languages that end lines elsewhere than at a line feed too."""
    value = "a\u0085b\u2028c\x1cd".encode()
    host = servers.start(b"HTTP/1.1 200 OK\r\nX: " + value + b"\r\nContent-Length: 0\r\n\r\n")
    powers = edge.grant(granted(host), chain())
    handle = powers.send(f"GET http://{host}/", b"", 0, 0)
    assert powers.head(handle).splitlines() == ["200", "x: a b c d", "content-length: 0"]
