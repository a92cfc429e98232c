"""A guest fetches another deployment: no socket is opened."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from tests.unit.edge.powers.conftest import Edge, chain, fetch, refusal

from wardian.edge.cgi import Request
from wardian.edge.pages import Answer
from wardian.edge.powers import Error
from wardian.model import Grants

HOST = "other.wardian.test:8081"
GRANTS = Grants(fetch=(HOST,))


async def echo(request: Request) -> Answer:
    return 200, [("content-type", "text/plain")], request.body or b"nothing"


def test_it_answers(edge: Edge) -> None:
    edge.neighbours["other"] = echo
    powers = edge.grant(GRANTS, chain(hops=2))
    assert fetch(powers, f"POST http://{HOST}/a%20b?c\nX-Mine: yes", b"body") == (200, b"body")
    request, inner = edge.inside[0]
    assert (request.method, request.path, request.query, request.body) == ("POST", "/a b", "c", b"body")
    assert (request.scheme, request.host, request.port) == ("http", "other.wardian.test", 8081)
    assert {("host", HOST), ("x-mine", "yes"), ("content-length", "4")} <= set(request.headers)
    assert inner.hops == 3
    assert [call.outcome for call in powers.calls] == ["200"]


def test_it_needs_a_grant_too(edge: Edge) -> None:
    powers = edge.grant(Grants(fetch=("else.wardian.test:8081",)), chain())
    assert refusal(lambda: fetch(powers, f"GET http://{HOST}/"))[0] is Error.NOT_GRANTED


@pytest.mark.parametrize("url", ["http://other.wardian.test:8082/", "https://other.wardian.test:8081/"])
def test_another_port_or_scheme_is_another_server(edge: Edge, url: str) -> None:
    powers = edge.grant(Grants(fetch=(HOST, "other.wardian.test:8082")), chain())
    assert refusal(lambda: fetch(powers, f"GET {url}"))[0] is Error.UNREACHABLE
    assert edge.inside == []


def test_it_shares_time_and_fetches_of_its_caller(edge: Edge) -> None:
    edge.neighbours["other"] = echo
    caller = chain(seconds=5)
    fetch(edge.grant(GRANTS, caller), f"GET http://{HOST}/", timeout_ms=1000)
    fetch(edge.grant(GRANTS, caller), f"GET http://{HOST}/", timeout_ms=60_000)
    (_, first), (_, second) = edge.inside
    assert first.fetches is second.fetches is caller.fetches
    assert first.deadline < time.monotonic() + 1
    assert second.deadline == caller.deadline


def test_one_that_waits_is_left_to_end_by_itself(edge: Edge) -> None:
    may_end, ended = asyncio.Event(), threading.Event()

    async def wait(request: Request) -> Answer:
        await may_end.wait()
        ended.set()
        return 200, [], b"too late"

    edge.neighbours["other"] = wait
    powers = edge.grant(GRANTS, chain())
    assert refusal(lambda: fetch(powers, f"GET http://{HOST}/", timeout_ms=100))[0] is Error.TIMED_OUT
    edge.loop.call_soon_threadsafe(may_end.set)
    assert ended.wait(5)


def test_head_and_no_content_have_no_body(edge: Edge) -> None:
    edge.neighbours["other"] = echo
    powers = edge.grant(GRANTS, chain())
    handle = powers.send(f"HEAD http://{HOST}/", b"", 0, 0)
    assert "content-length: 7\n" in powers.head(handle)
    assert powers.read(handle, 10) == b""

    async def nothing(request: Request) -> Answer:
        return 204, [], b"ignored"

    edge.neighbours["other"] = nothing
    assert fetch(powers, f"GET http://{HOST}/") == (204, b"")


def test_its_redirects_are_followed(edge: Edge) -> None:
    async def move(request: Request) -> Answer:
        return (200, [], b"there") if request.path == "/there" else (303, [("location", "/there")], b"")

    edge.neighbours["other"] = move
    assert fetch(edge.grant(GRANTS, chain()), f"POST http://{HOST}/", b"x") == (200, b"there")
    assert [request.method for request, _ in edge.inside] == ["POST", "GET"]
