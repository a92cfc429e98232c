from __future__ import annotations

from contextlib import nullcontext

import pytest

from wardian.edge.hosts import BadHost, Hosts

LOCAL = "http://{name}.localhost:8081"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("fern.localhost", "fern"),
        ("quiet-fern-0.localhost", "quiet-fern-0"),
        ("localhost", None),
        (".localhost", None),
        ("-a.localhost", None),
        ("a.fern.localhost", None),
        ("fern.localhost.test", None),
        ("fernlocalhost", None),
        ("127.0.0.1", None),
    ],
)
def test_name(host: str, name: str | None) -> None:
    assert Hosts(LOCAL).name(host) == name


@pytest.mark.parametrize(
    ("hosts", "authority", "expected"),
    [
        (["Fern.LocalHost:8081"], None, ("fern.localhost", 8081)),
        (["fern.localhost."], None, ("fern.localhost", 8081)),
        (["fern.localhost"], "FERN.localhost", ("fern.localhost", 8081)),
        ([], "fern.localhost:9", ("fern.localhost", 9)),
        (["[::1]:80"], None, ("[::1]", 80)),
        (["fern.localhost:"], None, ("fern.localhost", 8081)),
    ],
)
def test_host_and_port(hosts: list[str], authority: str | None, expected: tuple[str, int]) -> None:
    assert Hosts(LOCAL).split(hosts, authority) == expected


@pytest.mark.parametrize(
    ("hosts", "authority"),
    [
        ([], None),
        ([""], None),
        (["a", "a"], None),
        (["a"], "b"),
        (["a/b"], None),
        (["a:b"], None),
        (["a:65536"], None),
        (["u@a"], None),
    ],
)
def test_doubtful_hosts_are_refused(hosts: list[str], authority: str | None) -> None:
    with pytest.raises(BadHost):
        Hosts(LOCAL).split(hosts, authority)


def test_https_edge() -> None:
    hosts = Hosts("https://{name}.edge.example.org")
    assert (hosts.scheme, hosts.default_port) == ("https", 443)
    assert hosts.name("fern.edge.example.org") == "fern"


@pytest.mark.parametrize(
    "url", ["http://localhost:8081/{name}", "ftp://{name}.x", "http://{name}.{x}", "http://a-{name}.x", "{name}.x"]
)
def test_edge_url_without_a_label_for_the_name_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="edge_url"):
        Hosts(url)


@pytest.mark.parametrize(
    ("edge", "public", "apart"),
    [
        (LOCAL, "http://localhost:8080", True),
        (LOCAL, "http://fern.localhost:8080", False),
        ("https://{name}.example.org", "https://example.org", False),
        ("https://{name}.edge.example.org", "https://example.org", False),
        ("https://{name}.example.net", "https://example.org", True),
        ("https://{name}.notexample.org", "https://example.org", True),
    ],
)
def test_the_edge_is_another_site_than_the_playground(edge: str, public: str, apart: bool) -> None:
    with nullcontext() if apart else pytest.raises(ValueError, match="another site"):
        Hosts(edge).check_apart(public)
