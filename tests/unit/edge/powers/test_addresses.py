"""Which addresses a guest is never connected to, however they are written."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.edge.powers.conftest import SETTINGS, Edge, chain
from tests.unit.edge.powers.servers import Servers

from wardian.edge.powers import Error, Refused, addresses
from wardian.edge.powers.addresses import objection
from wardian.model import Grants
from wardian.settings import Settings

FORBIDDEN_V4 = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.1"),
    *("168.63.129.16", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1"),
    *("192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    "255.255.255.255",
]
FORBIDDEN_V6 = [
    *("::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1"),
    *("64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8", "100::1", "2001::7f00:1", "2001:2::1"),
    *(
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
    ),
    *("fe80::1", "fec0::1", "ff02::1", "4000::1", "::ffff:0:127.0.0.1"),
]
NAT64 = IPv6Network("64:ff9b::/96")
PUBLIC = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:4700::1111", "2a00:1450:4001::1"]


@pytest.mark.parametrize("address", [*FORBIDDEN_V4, *FORBIDDEN_V6])
def test_forbidden(address: str) -> None:
    assert objection(ip_address(address), ()) is not None


@pytest.mark.parametrize("address", [*PUBLIC, "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_public(address: str) -> None:
    assert objection(ip_address(address), ()) is None


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_as_forbidden_when_it_is_wrapped(address: IPv4Address) -> None:
    plain = objection(address, ())
    assert objection(IPv6Address(f"::ffff:{address}"), ()) == plain
    assert objection(IPv6Address(f"64:ff9b::{address}"), ()) == plain
    assert plain is not None or address.is_global


@given(st.ip_addresses(v=6))
def test_an_ipv6_address_is_only_public_where_the_registry_says_so(address: IPv6Address) -> None:
    if objection(address, ()) is None:
        embedded = address.ipv4_mapped or (IPv4Address(int(address) & 0xFFFF_FFFF) if address in NAT64 else None)
        assert (embedded or address).is_global


@pytest.mark.parametrize(
    ("address", "network", "allowed"),
    [
        ("10.1.2.3", "10.1.0.0/16", True),
        ("10.2.2.3", "10.1.0.0/16", False),
        ("::ffff:10.1.2.3", "10.1.0.0/16", True),
        ("::1", "::1/128", True),
        ("::1", "127.0.0.0/8", False),
        ("127.0.0.1", "::/0", False),
    ],
)
def test_the_operator_can_allow_networks(address: str, network: str, allowed: bool) -> None:
    assert (objection(ip_address(address), (ip_network(network),)) is None) is allowed


@pytest.mark.parametrize("host", [*FORBIDDEN_V4, *(f"[{address}]" for address in FORBIDDEN_V6), "localhost"])
def test_a_grant_does_not_make_an_address_reachable(make_edge: Callable[[Settings], Edge], host: str) -> None:
    powers = make_edge(Settings()).grant(Grants(fetch=(f"{host}:80",)), chain())
    handle = powers.send(f"GET http://{host}/", b"", 2000, 0)
    with pytest.raises(Refused, match="guests may not reach") as caught:
        powers.head(handle)
    assert caught.value.error is Error.FORBIDDEN_ADDRESS


def test_this_machines_own_public_address_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.0/8 stands for it: its kind is forgotten, so that nothing but being this machine's is left."""
    kinds = {network: kind for network, kind in addresses._SPECIAL_V4.items() if network != IPv4Network("127.0.0.0/8")}
    monkeypatch.setattr(addresses, "_SPECIAL_V4", kinds)
    assert objection(IPv4Address("127.0.0.1"), ()) == "of this machine"
    assert objection(IPv4Address("8.8.8.8"), ()) is None


def test_all_answers_of_a_name_must_be_reachable(
    make_edge: Callable[[Settings], Edge], servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One forbidden address among the answers is enough, wherever it stands."""
    answers = {"good.test": ["127.0.0.2", "127.0.0.1"], "bad.test": ["127.0.0.1", "169.254.169.254"]}
    monkeypatch.setattr(socket, "getaddrinfo", _resolve(answers))
    host = servers.start(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    port = host.partition(":")[2]
    powers = make_edge(SETTINGS).grant(Grants(fetch=(f"good.test:{port}", f"bad.test:{port}")), chain())
    assert powers.head(powers.send(f"GET http://good.test:{port}/", b"", 0, 0)).startswith("200\n")
    assert f"Host: good.test:{port}\r\n".lower().encode() in servers.heads[0].lower()
    handle = powers.send(f"GET http://bad.test:{port}/", b"", 0, 0)
    with pytest.raises(Refused, match=r"bad.test leads to 169.254.169.254") as caught:
        powers.head(handle)
    assert caught.value.error is Error.FORBIDDEN_ADDRESS


def test_a_name_that_changes_its_answer_gains_nothing(
    make_edge: Callable[[Settings], Edge], servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second answer would be forbidden: it is never asked for."""
    asked: list[str] = []

    def rebinding(host: str, port: int, **options: object) -> list[object]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.1.1.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    host = servers.start(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    port = host.partition(":")[2]
    edge = make_edge(replace(SETTINGS, edge_fetch_networks=(ip_network("127.0.0.1/32"),)))
    powers = edge.grant(Grants(fetch=(f"turning.test:{port}",)), chain())
    assert powers.head(powers.send(f"GET http://turning.test:{port}/", b"", 0, 0)).startswith("200\n")
    assert asked == ["turning.test"]
    handle = powers.send(f"GET http://turning.test:{port}/", b"", 0, 0)
    with pytest.raises(Refused, match="guests may not reach"):
        powers.head(handle)


def _resolve(answers: dict[str, list[str]]) -> Callable[..., list[object]]:
    def resolve(host: str, port: int, **options: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers[host]]

    return resolve
