"""Requests that two servers would read differently, or that none should read."""

from __future__ import annotations

import pytest
from tests.hostile.edge import Deployed, Edge
from tests.hostile.neighbour import Neighbour
from tests.hostile.wire import Answer, exchange

ECHO = r"""
#include <stdio.h>
#include <stdlib.h>

static char body[65536];

int main(void)
{
    size_t size = fread(body, 1, sizeof body, stdin);
    printf("Content-Type: text/plain\n\n%s %s?%s on %s: ", getenv("REQUEST_METHOD"), getenv("PATH_INFO"),
           getenv("QUERY_STRING"), getenv("SERVER_NAME"));
    fwrite(body, 1, size, stdout);
    printf(".\n");
}
"""
SECOND = "GET /smuggled HTTP/1.1\r\nHost: {neighbour}\r\n\r\n"
CHUNKS = "3\r\nabc\r\n0\r\n\r\n"

REFUSED_BODIES = {
    "length twice": "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
    "length in a list": "Content-Length: 3, 3\r\n\r\nabc",
    "length with a plus": "Content-Length: +3\r\n\r\nabc",
    "length with a minus": "Content-Length: -3\r\n\r\nabc",
    "length in hexadecimal": "Content-Length: 0x3\r\n\r\nabc",
    "length with a space": "Content-Length: 1 3\r\n\r\nabc",
    "length with an underscore": "Content-Length: 1_0\r\n\r\nabcdefghij",
    "length of nothing": "Content-Length: \r\n\r\nabc",
    "length beyond 64 bits": "Content-Length: 99999999999999999999999\r\n\r\nabc",
    "length of 5000 digits": f"Content-Length: {'0' * 5000}3\r\n\r\nabc",
    "length folded": "Content-Length:\r\n 3\r\n\r\nabc",
    "coding unknown": f"Transfer-Encoding: xchunked\r\n\r\n{CHUNKS}",
    "coding before a colon with a space": f"Transfer-Encoding : chunked\r\n\r\n{CHUNKS}",
    "coding after a vertical tab": f"Transfer-Encoding:\vchunked\r\n\r\n{CHUNKS}",
    "coding folded": f"Transfer-Encoding:\r\n chunked\r\n\r\n{CHUNKS}",
    "coding twice": f"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n{CHUNKS}",
    "coding chunked twice": f"Transfer-Encoding: chunked, chunked\r\n\r\n{CHUNKS}",
    "coding identity": f"Transfer-Encoding: identity, chunked\r\n\r\n{CHUNKS}",
    "coding gzip": f"Transfer-Encoding: gzip, chunked\r\n\r\n{CHUNKS}",
    "coding after a bare carriage return": f"X: y\rTransfer-Encoding: chunked\r\n\r\n{CHUNKS}",
    "chunk too large for 64 bits": "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff1\r\nabc\r\n0\r\n\r\n",
    "chunk of a negative size": "Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
    "chunk with a prefix": "Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
    "chunk with bare line feeds": "Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n",
    "chunk longer than it says": "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
    "chunk with a line feed in its extension": "Transfer-Encoding: chunked\r\n\r\n3;a\nb\r\nabc\r\n0\r\n\r\n",
    "chunk with a flood of extensions": f"Transfer-Encoding: chunked\r\n\r\n3;{'a' * 40_000}\r\nabc\r\n0\r\n\r\n",
    "trailers": "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nHost: {neighbour}\r\n\r\n",
}
REFUSED_HEADS = {
    "no host": ("GET / HTTP/1.1\r\n\r\n", 400),
    "no host, HTTP/1.0": ("GET / HTTP/1.0\r\n\r\n", 400),
    "two hosts": ("GET / HTTP/1.1\r\nHost: {echo}\r\nHost: {neighbour}\r\n\r\n", 400),
    "the same host twice": ("GET / HTTP/1.1\r\nHost: {echo}\r\nHost: {echo}\r\n\r\n", 400),
    "a list of hosts": ("GET / HTTP/1.1\r\nHost: {echo}, {neighbour}\r\n\r\n", 400),
    "a host with a space": ("GET / HTTP/1.1\r\nHost: {echo} {neighbour}\r\n\r\n", 400),
    "a host with a user": ("GET / HTTP/1.1\r\nHost: {neighbour}@{echo}\r\n\r\n", 400),
    "a host with a path": ("GET / HTTP/1.1\r\nHost: {echo}/{neighbour}\r\n\r\n", 400),
    "a host with a NUL": ("GET / HTTP/1.1\r\nHost: echo.localhost\0.{neighbour}\r\n\r\n", 400),
    "a host with a full-width dot": ("GET / HTTP/1.1\r\nHost: echo\uff0elocalhost\r\n\r\n", 400),
    "a port that is no number": ("GET / HTTP/1.1\r\nHost: echo.localhost:80x\r\n\r\n", 400),
    "a port below zero": ("GET / HTTP/1.1\r\nHost: echo.localhost:-1\r\n\r\n", 400),
    "a port that is too large": ("GET / HTTP/1.1\r\nHost: echo.localhost:65536\r\n\r\n", 400),
    "a URL for another host": ("GET http://{neighbour}/ HTTP/1.1\r\nHost: {echo}\r\n\r\n", 400),
    "a URL with a user": ("GET http://user@{echo}/ HTTP/1.1\r\nHost: {echo}\r\n\r\n", 400),
    "a folded header": ("GET / HTTP/1.1\r\nHost: {echo}\r\nX: 1\r\n 2\r\n\r\n", 400),
    "a header with a NUL": ("GET / HTTP/1.1\r\nHost: {echo}\r\nX: a\0b\r\n\r\n", 400),
    "a header that is none": ("GET / HTTP/1.1\r\nHost: {echo}\r\nno header\r\n\r\n", 400),
    "a space in the path": ("GET /a b HTTP/1.1\r\nHost: {echo}\r\n\r\n", 400),
    "a control character in the path": ("GET /a\x01 HTTP/1.1\r\nHost: {echo}\r\n\r\n", 400),
    "an encoded NUL in the path": ("GET /a%00b HTTP/1.1\r\nHost: {echo}\r\n\r\n", 400),
    "a path that does not begin": ("GET a HTTP/1.1\r\nHost: {echo}\r\n\r\n", 400),
    "no path": ("GET  HTTP/1.1\r\nHost: {echo}\r\n\r\n", 400),
    "HTTP/0.9": ("GET /\r\n\r\n", 400),
    "HTTP/1.9": ("GET / HTTP/1.9\r\nHost: {echo}\r\n\r\n", 400),
    "HTTP/2 in words": ("GET / HTTP/2.0\r\nHost: {echo}\r\n\r\n", 400),
    "TLS": ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + "x" * 200, 400),
    "a chunked HTTP/1.0": (f"POST / HTTP/1.0\r\nHost: {{echo}}\r\nTransfer-Encoding: chunked\r\n\r\n{CHUNKS}", 400),
    "one gigantic header": (f"GET / HTTP/1.1\r\nHost: {{echo}}\r\nX: {'a' * 500_000}\r\n\r\n", 431),
    "10,000 headers": ("GET / HTTP/1.1\r\nHost: {echo}\r\n" + "X: y\r\n" * 10_000 + "\r\n", 431),
    "a gigantic path": (f"GET /{'a' * 500_000} HTTP/1.1\r\nHost: {{echo}}\r\n\r\n", 431),
    "a gigantic query": (f"GET /?{'a' * 500_000} HTTP/1.1\r\nHost: {{echo}}\r\n\r\n", 431),
    "a tunnel": ("CONNECT {neighbour} HTTP/1.1\r\nHost: {neighbour}\r\n\r\n", 501),
    "a trace": ("TRACE / HTTP/1.1\r\nHost: {echo}\r\n\r\n", 501),
}
SERVED = {
    "coding wins over length": (
        "POST / HTTP/1.1\r\nHost: {echo}\r\nContent-Length: 100\r\nTransfer-Encoding: chunked\r\n\r\n"
        + CHUNKS
        + SECOND,
        ["POST /? on echo.localhost: abc.\n"],
    ),
    "a body on a GET": (
        f"GET / HTTP/1.1\r\nHost: {{echo}}\r\nContent-Length: 46\r\n\r\n{'x' * 46}{SECOND}",
        [f"GET /? on echo.localhost: {'x' * 46}.\n", "neighbour /smuggled\n"],
    ),
    "a request within a body": (
        f"POST / HTTP/1.1\r\nHost: {{echo}}\r\nContent-Length: {{size}}\r\n\r\n{SECOND}",
        [f"POST /? on echo.localhost: {SECOND}.\n"],
    ),
    "one after the other to two deployments": (
        "GET /1 HTTP/1.1\r\nHost: {echo}\r\n\r\nGET /2 HTTP/1.1\r\nHost: {neighbour}\r\n\r\n" * 3,
        ["GET /1? on echo.localhost: .\n", "neighbour /2\n"] * 3,
    ),
    "another host in headers of proxies": (
        "GET / HTTP/1.1\r\nHost: {echo}\r\nX-Forwarded-Host: {neighbour}\r\nX-Host: {neighbour}\r\n"
        "Forwarded: host={neighbour}\r\nX-Original-URL: /stolen\r\n\r\n",
        ["GET /? on echo.localhost: .\n"],
    ),
    "a host in capitals, with a final dot": (
        "GET / HTTP/1.1\r\nHost: ECHO.LocalHost.\r\n\r\n",
        ["GET /? on echo.localhost: .\n"],
    ),
    "an upgrade to HTTP/2": (
        "GET / HTTP/1.1\r\nHost: {echo}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        "HTTP2-Settings: AAMA\r\n\r\n",
        ["GET /? on echo.localhost: .\n"],
    ),
    "HTTP/1.0": (f"GET / HTTP/1.0\r\nHost: {{echo}}\r\n\r\n{SECOND}", ["GET /? on echo.localhost: .\n"]),
    "dots in the path": (
        "GET /a/../%2e%2e/./b HTTP/1.1\r\nHost: {echo}\r\n\r\n",
        ["GET /a/../.././b? on echo.localhost: .\n"],
    ),
    "slashes in the path": (
        "GET //{neighbour}//a HTTP/1.1\r\nHost: {echo}\r\n\r\n",
        ["GET //{neighbour}//a? on echo.localhost: .\n"],
    ),
    "line breaks in the path": (
        "GET /%0d%0aX:%20y HTTP/1.1\r\nHost: {echo}\r\n\r\n",
        ["GET /\r\nX: y? on echo.localhost: .\n"],
    ),
    "what is not UTF-8 in the path": (
        "GET /%ff%c0%af HTTP/1.1\r\nHost: {echo}\r\n\r\n",
        ["GET /\ufffd\ufffd\ufffd? on echo.localhost: .\n"],
    ),
}


@pytest.fixture(scope="module")
def names(edge: Edge, neighbour: Neighbour) -> dict[str, str]:
    assert isinstance(edge.deploy("c", {"main.c": ECHO}, name="echo"), Deployed)
    return {"echo": edge.host("echo"), "neighbour": edge.host("neighbour")}


@pytest.mark.parametrize("rest", REFUSED_BODIES.values(), ids=REFUSED_BODIES.keys())
def test_a_body_of_doubtful_length_is_refused_and_nothing_after_it_is_read(
    rest: str, edge: Edge, names: dict[str, str], neighbour: Neighbour
) -> None:
    answers = ask(edge, "POST / HTTP/1.1\r\nHost: {echo}\r\n" + rest + SECOND, names)
    assert [answer.status for answer in answers] == [400]
    neighbour.check()


@pytest.mark.parametrize(("request_", "status"), REFUSED_HEADS.values(), ids=REFUSED_HEADS.keys())
def test_a_doubtful_head_is_refused(
    request_: str, status: int, edge: Edge, names: dict[str, str], neighbour: Neighbour
) -> None:
    answers = ask(edge, request_, names)
    assert [answer.status for answer in answers if answer.body != "ok\n"] == [status]
    neighbour.check()


@pytest.mark.parametrize(("request_", "bodies"), SERVED.values(), ids=SERVED.keys())
def test_each_request_is_answered_by_whom_it_is_for(
    request_: str, bodies: list[str], edge: Edge, names: dict[str, str], neighbour: Neighbour
) -> None:
    answers = ask(edge, request_, names)
    assert {answer.status for answer in answers} == {200}
    assert [answer.body for answer in answers if answer.body != "ok\n"] == [filled(body, names) for body in bodies]
    neighbour.check()


def test_http_2_without_asking_is_not_spoken(edge: Edge, neighbour: Neighbour) -> None:
    settings = bytes(3) + b"\x04" + bytes(5)
    with edge.connect() as connection:
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings)
        assert connection.recv(1) == b""
    neighbour.check()


def ask(edge: Edge, request: str, names: dict[str, str]) -> list[Answer]:
    return exchange(edge, filled(request, names).encode())


def filled(text: str, names: dict[str, str]) -> str:
    size = str(len(SECOND.replace("{neighbour}", names["neighbour"])))
    for name, value in {**names, "size": size}.items():
        text = text.replace(f"{{{name}}}", value)
    return text
