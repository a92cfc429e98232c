"""Where a redirect may take a guest."""

from __future__ import annotations

import pytest
from tests.unit.edge.powers.conftest import Edge, chain, fetch, refusal
from tests.unit.edge.powers.servers import Servers

from wardian.edge.powers import Error
from wardian.edge.powers.asks import parse
from wardian.model import Grants

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


def to(location: str, status: int = 302) -> bytes:
    return f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 5\r\n\r\nmoved".encode()


def test_it_is_followed(edge: Edge, servers: Servers) -> None:
    end = servers.start(OK)
    start = servers.start(to(f"http://{end}/there"))
    powers = edge.grant(Grants(fetch=(start, end)), chain())
    assert fetch(powers, f"GET http://{start}/") == (200, b"hello")
    assert servers.heads[1].startswith(b"GET /there ")
    assert [(call.target, call.outcome) for call in powers.calls] == [
        (f"GET http://{start}/", "302"),
        (f"GET http://{end}/there", "200"),
    ]


def test_it_needs_a_grant_of_its_own(edge: Edge, servers: Servers) -> None:
    end = servers.start(OK)
    start = servers.start(to(f"http://{end}/there"))
    powers = edge.grant(Grants(fetch=(start,)), chain())
    error, words = refusal(lambda: fetch(powers, f"GET http://{start}/"))
    assert (error, f"may not fetch {end}" in words) == (Error.NOT_GRANTED, True)
    assert len(servers.heads) == 1


@pytest.mark.parametrize("place", ["169.254.169.254:80", "[::1]:80", "[::ffff:10.0.0.1]:80"])
def test_it_leads_to_no_forbidden_address(edge: Edge, servers: Servers, place: str) -> None:
    start = servers.start(to(f"http://{place}/latest/meta-data/"))
    powers = edge.grant(Grants(fetch=(start, place)), chain())
    assert refusal(lambda: fetch(powers, f"GET http://{start}/"))[0] is Error.FORBIDDEN_ADDRESS


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "http://2130706433/", "http://a@b/", "http://[", "gopher://x"]
)
def test_it_leads_to_no_other_scheme_or_number(edge: Edge, servers: Servers, location: str) -> None:
    start = servers.start(to(location))
    powers = edge.grant(Grants(fetch=(start,)), chain())
    assert refusal(lambda: fetch(powers, f"GET http://{start}/"))[0] is Error.INVALID


def test_a_loop_ends(edge: Edge, servers: Servers) -> None:
    start = servers.start(to("/again"))
    powers = edge.grant(Grants(fetch=(start,)), chain())
    error, words = refusal(lambda: fetch(powers, f"GET http://{start}/"))
    assert (error, words) == (Error.TOO_MANY, "The fetch was redirected more than 5 times.")
    assert len(servers.heads) == 6


def test_each_is_a_fetch_of_the_chain(edge: Edge, servers: Servers) -> None:
    start = servers.start(to("/again"))
    powers = edge.grant(Grants(fetch=(start,)), chain(fetches=4))
    error, words = refusal(lambda: fetch(powers, f"GET http://{start}/"))
    assert (error, "4 fetches" in words) == (Error.TOO_MANY, True)
    assert len(servers.heads) == 4


def test_it_can_be_left_to_the_guest(edge: Edge, servers: Servers) -> None:
    start = servers.start(to("/there"))
    powers = edge.grant(Grants(fetch=(start,)), chain())
    handle = powers.send(f"GET http://{start}/", b"", 0, 0, redirects=0)
    assert powers.head(handle).splitlines()[:2] == ["302", "location: /there"]


def test_one_without_location_is_an_answer(edge: Edge, servers: Servers) -> None:
    start = servers.start(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")
    assert fetch(edge.grant(Grants(fetch=(start,)), chain()), f"GET http://{start}/") == (302, b"")


ASKED = "\nAuthorization: Bearer x\nCookie: a=b\nContent-Type: a/b\nX-Mine: yes"


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (303, "PUT", "GET"),
        (302, "PUT", "PUT"),
        (303, "HEAD", "HEAD"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
        (301, "GET", "GET"),
    ],
)
def test_the_method_follows_the_standard(status: int, method: str, then: str) -> None:
    body = b"" if method in ("GET", "HEAD") else b"body"
    ask = parse(f"{method} https://h/a/b{ASKED}", body, 100).redirected(status, "../c?d#e")
    assert (ask.method, ask.target.url) == (then, "https://h/c?d")
    assert ask.body == (b"" if then == "GET" else body)
    kept = {"authorization", "cookie", "x-mine"} | ({"content-type"} if then == method else set())
    assert {name for name, _ in ask.headers} == kept


@pytest.mark.parametrize("location", ["https://other/", "http://h/", "https://h:444/", "//other/"])
def test_another_origin_gets_no_credentials(location: str) -> None:
    ask = parse(f"GET https://h/{ASKED}", b"", 100).redirected(302, location)
    assert [name for name, _ in ask.headers] == ["content-type", "x-mine"]
