"""What a guest may put into a request."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.edge.powers.conftest import refusal

from wardian.edge.powers import Error, Refused
from wardian.edge.powers.asks import parse


def test_a_request_as_it_is_sent() -> None:
    sent = dict(parse("POST http://h:81/\nUser-Agent: mine\nX-Empty:", b"12", 10).sent())
    assert sent == {
        "host": "h:81",
        "user-agent": "mine",
        "x-empty": "",
        "accept": "*/*",
        "accept-encoding": "identity",
        "content-length": "2",
    }


@pytest.mark.parametrize(
    "line",
    [
        "Host: evil.example",
        "host: evil.example",
        "Content-Length: 0",
        "Transfer-Encoding: chunked",
        "Connection: upgrade",
        "Keep-Alive: 5",
        "Upgrade: websocket",
        "TE: trailers",
        "Trailer: x",
        "Expect: 100-continue",
        "CDN-Loop: other",
        "Forwarded: for=1.2.3.4",
        "X-Forwarded-For: 1.2.3.4",
        "X-Forwarded-Proto: https",
        "X-Real-IP: 1.2.3.4",
        "Via: 1.1 x",
        "Proxy-Authorization: Basic x",
        "no colon",
        ": no name",
        "A B: space",
        "A\t: tab",
        "A: b\rX: y",
        "A: b\0",
        "A: \x7f",
        " A: folded",
        "",
        "\ud800: x",
        "A: \ud800",
    ],
)
def test_headers_that_a_guest_may_not_send(line: str) -> None:
    assert refusal(lambda: parse(f"GET http://h/\n{line}\n", b"", 10))[0] is Error.INVALID


@pytest.mark.parametrize(
    "first",
    [
        "",
        "GET",
        "get http://h/",
        "G\tT http://h/",
        "GET  http://h/",
        "GET http://h/ HTTP/1.1",
        "CONNECT http://h/",
        "TRACE http://h/",
    ],
)
def test_first_lines_that_are_none(first: str) -> None:
    assert refusal(lambda: parse(first, b"", 10))[0] is Error.INVALID


def test_sizes() -> None:
    assert refusal(lambda: parse("POST http://h/", bytes(11), 10))[0] is Error.TOO_LARGE
    assert refusal(lambda: parse("GET http://h/" + "\nA: b" * 101, b"", 10))[0] is Error.TOO_LARGE
    assert refusal(lambda: parse("GET http://h/\nA: " + "b" * 70_000, b"", 10))[0] is Error.TOO_LARGE
    assert refusal(lambda: parse("GET http://h/", b"body", 10))[0] is Error.INVALID


@given(st.text())
def test_no_text_makes_a_second_header(text: str) -> None:
    try:
        ask = parse(f"GET http://h/\nA: {text}", b"", 10)
    except Refused:
        return
    for name, value in ask.sent():
        assert not set("\r\n\0") & set(name + value)
