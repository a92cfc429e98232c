"""Certificates are checked, for the name that was asked for."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from tests.unit.edge.powers.conftest import SETTINGS, Edge, chain, fetch, refusal
from tests.unit.edge.powers.servers import Servers

from wardian.edge.powers import Error
from wardian.model import Grants
from wardian.settings import Settings

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """The only one that the edge trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def certified(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def start(make_edge: Callable[[Settings], Edge], servers: Servers, tls: ssl.SSLContext) -> Callable[[], object]:
    host = servers.start(OK, tls).replace("127.0.0.1", "localhost")
    powers = make_edge(SETTINGS).grant(Grants(fetch=(host,)), chain())
    return lambda: fetch(powers, f"GET https://{host}/")


def test_a_trusted_server(make_edge: Callable[[Settings], Edge], servers: Servers, authority: trustme.CA) -> None:
    names: list[str | None] = []
    tls = certified(authority, "localhost")
    tls.sni_callback = lambda connection, name, context: names.append(name)
    assert start(make_edge, servers, tls)() == (200, b"hello")
    assert names == ["localhost"]


def test_an_unknown_certificate(make_edge: Callable[[Settings], Edge], servers: Servers, authority: trustme.CA) -> None:
    error, words = refusal(start(make_edge, servers, certified(trustme.CA(), "localhost")))
    assert (error, "is not trusted" in words) == (Error.UNREACHABLE, True)
    assert servers.heads == []


def test_a_certificate_for_another_name(
    make_edge: Callable[[Settings], Edge], servers: Servers, authority: trustme.CA
) -> None:
    error, words = refusal(start(make_edge, servers, certified(authority, "other.example")))
    assert (error, "is not trusted" in words, "localhost" in words) == (Error.UNREACHABLE, True, True)
    assert servers.heads == []


def test_a_server_without_tls(edge: Edge, servers: Servers) -> None:
    host = servers.start(OK)
    powers = edge.grant(Grants(fetch=(host,)), chain(seconds=5))
    assert refusal(lambda: fetch(powers, f"GET https://{host}/", timeout_ms=2000))[0] in (
        Error.UNREACHABLE,
        Error.TIMED_OUT,
    )
