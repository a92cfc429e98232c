from __future__ import annotations

from tests.unit.edge.components.conftest import Ask
from tests.unit.edge.components.test_runtime import body
from tests.unit.edge.powers.conftest import Edge, chain
from tests.unit.edge.powers.servers import Servers

from wardian.model import Grants

_DENIED = b"error 15"
"""HTTP-request-denied, the sixteenth of wasi:http's errors."""


def test_a_component_without_a_grant_fetches_nothing_and_its_log_says_why(ask: Ask) -> None:
    outcome = ask("/fetch/127.0.0.1:80")
    assert body(outcome) == _DENIED
    assert b"fetch = [" in outcome.stderr


def test_a_component_fetches_from_a_host_that_it_was_granted(ask: Ask, edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nthere")
    powers = edge.grant(Grants(fetch=(host,)), chain())
    assert body(ask(f"/fetch/{host}", powers=powers)) == b"201 there"
    assert servers.heads[0].startswith(b"GET /there?a=b HTTP/1.1\r\n")
    assert [(call.name, call.outcome) for call in powers.calls] == [("fetch", "201")]


def test_a_body_that_is_written_after_the_request_was_handed_over_is_sent(
    ask: Ask, edge: Edge, servers: Servers
) -> None:
    host = servers.start(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    powers = edge.grant(Grants(fetch=(host,)), chain())
    assert body(ask(f"/post/{host}", powers=powers)) == b"200 ok"
    assert servers.heads[0].startswith(b"POST /there?a=b HTTP/1.1\r\n")
    assert b"content-length: 6" in servers.heads[0].lower()


def test_a_component_does_not_fetch_from_another_host(ask: Ask, edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    powers = edge.grant(Grants(fetch=("example.org:80",)), chain())
    assert body(ask(f"/fetch/{host}", powers=powers)) == _DENIED
    assert servers.heads == []


def test_a_redirect_is_the_components_to_follow(ask: Ask, edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
    powers = edge.grant(Grants(fetch=(host,)), chain())
    assert body(ask(f"/fetch/{host}", powers=powers)) == b"302 "
    assert len(servers.heads) == 1
