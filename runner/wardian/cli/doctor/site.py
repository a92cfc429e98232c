"""What browsers reach: the names in DNS, and the answers of the running site and edge."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from wardian.cli.doctor.finding import Finding, failed, fine, skipped, warning
from wardian.edge.hosts import Hosts
from wardian.settings import Settings

_TIMEOUT_S = 5.0
_APART_S = 2.0
_EXPECTED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
}
_LOCAL = (".localhost", "localhost")


def names(settings: Settings) -> Iterator[Finding]:
    """Whether any name below the edge's domain leads somewhere, as a deployment's must."""
    try:
        Hosts(settings.edge_url).check_apart(settings.public_url)
    except ValueError as error:
        yield failed("names", str(error), "Give the edge a domain of its own, in WARDIAN_EDGE_URL.")
        return
    host = urlsplit(_edge_address(settings)).hostname or ""
    if host.endswith(_LOCAL):
        yield skipped("names", "Browsers take every name below localhost for this machine; others cannot reach it.")
        return
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except OSError as error:
        yield failed(
            "names",
            f"{host} leads nowhere: {error.strerror}.",
            f"Add a wildcard record to DNS: *{host[host.index('.') :]} must lead to the edge or its proxy.",
        )
    else:
        yield fine("names", f"{host}, made up now, leads to {', '.join(sorted(map(str, found)))}.")


def answers(settings: Settings) -> Iterator[Finding]:
    with httpx.Client(timeout=_TIMEOUT_S) as client:
        yield from _site(client, settings)
        yield from _edge(client, settings)


def _site(client: httpx.Client, settings: Settings) -> Iterator[Finding]:
    try:
        ready = client.get(f"{settings.public_url}/readyz")
        home = client.get(f"{settings.public_url}/")
    except httpx.HTTPError as error:
        yield _unreachable("site", settings.public_url, error)
        return
    if ready.status_code != httpx.codes.OK:
        detail = f"{settings.public_url}/readyz answers {ready.status_code}: {ready.text[:200]}"
        yield failed("site", detail, "The process runs and cannot serve; its log says why.")
        return
    yield fine("site", f"{settings.public_url} is ready.")
    yield from _headers(home)
    yield from _clock(home)
    if settings.public_url.startswith("https:") and client.get(f"{settings.public_url}/metrics").is_success:
        yield warning("metrics", "Everybody can read /metrics.", "Let the proxy answer 404 there, as the guide's does.")


def _headers(home: httpx.Response) -> Iterator[Finding]:
    wrong = [name for name, value in _EXPECTED.items() if home.headers.get(name) != value]
    if "content-security-policy" not in home.headers:
        wrong.append("content-security-policy")
    if wrong:
        yield failed(
            "headers",
            f"The site's pages come without what they should say in: {', '.join(wrong)}.",
            "A proxy removes or replaces them. Let it pass on the headers that Wardian sends.",
        )
    else:
        yield fine("headers", "The site's pages say what browsers must not do with them.")


def _clock(home: httpx.Response) -> Iterator[Finding]:
    date = home.headers.get("date")
    if date is None:
        return
    apart = abs((parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds())
    if apart > _APART_S:
        yield warning("clock of the site", f"It is {apart:.0f} s from this one's.", "Run an NTP client on both.")


def _edge(client: httpx.Client, settings: Settings) -> Iterator[Finding]:
    """An unknown name's page shows that DNS, the certificate and the proxy's Host header are right."""
    address = url = _edge_address(settings)
    headers = {"accept": "application/json"}
    host = urlsplit(address).hostname or ""
    if host.endswith(_LOCAL):
        headers["host"] = urlsplit(address).netloc
        url = f"http://{settings.host}:{settings.edge_port}"
    try:
        answer = client.get(url, headers=headers)
    except httpx.HTTPError as error:
        yield _unreachable("edge", address, error)
        return
    if answer.status_code == httpx.codes.NOT_FOUND and "No such deployment" in answer.text:
        yield fine("edge", f"It says rightly that nothing is deployed at {address}.")
    else:
        yield failed(
            "edge",
            f"{address} answers {answer.status_code}, and not as Wardian's edge does for a name that is free.",
            "Let the proxy send every name of the edge to it, with the Host header as it came.",
        )


def _edge_address(settings: Settings) -> str:
    return settings.edge_url.format(name=f"doctor-{secrets.token_hex(4)}").rstrip("/")


def _unreachable(what: str, url: str, error: httpx.HTTPError) -> Finding:
    advice = "Start it, or see that DNS, the proxy and its certificate lead to it."
    if isinstance(error, httpx.ConnectError) and (urlsplit(url).hostname or "").endswith(_LOCAL):
        return skipped(what, f"Nothing answers at {url}: it is not running.")
    return failed(what, f"{url} cannot be reached: {error}.", advice)
