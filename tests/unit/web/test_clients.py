from __future__ import annotations

from ipaddress import ip_network

import pytest
from starlette.requests import HTTPConnection

from wardian.web.clients import Clients

PROXIES = (ip_network("127.0.0.1"), ip_network("::1"), ip_network("10.0.0.0/8"))


def named(peer: str | None, forwarded: str | None = None, *, trusting: bool = True) -> str:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    client = None if peer is None else (peer, 1234)
    return Clients(PROXIES if trusting else ()).name(
        HTTPConnection({"type": "http", "headers": headers, "client": client})
    )


@pytest.mark.parametrize(
    ("peer", "name"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("a socket", "a socket"),
        (None, ""),
    ],
)
def test_a_client_is_an_address_or_the_network_of_its_link(peer: str | None, name: str) -> None:
    assert named(peer) == name


def test_what_a_client_says_of_itself_is_not_believed() -> None:
    assert named("192.0.2.7", "198.51.100.1") == "192.0.2.7"
    assert named("127.0.0.1", "198.51.100.1", trusting=False) == "127.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "name"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("203.0.113.5, 198.51.100.1", "198.51.100.1"),
        ("203.0.113.5, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("10.1.2.3", "10.1.2.3"),
        ("<script>, 10.1.2.3", "10.1.2.3"),
        ("", "127.0.0.1"),
        (None, "127.0.0.1"),
    ],
)
def test_a_trusted_proxy_tells_who_the_client_is(forwarded: str | None, name: str) -> None:
    assert named("127.0.0.1", forwarded) == name
