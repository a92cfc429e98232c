"""Where a fetch goes: URLs, and the grants that they are held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

import idna

from wardian.edge.powers.refused import Error, Refused

MOST_URL = 8 * 1024
_DEFAULT_PORTS = {"http": 80, "https": 443}
_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#.*)?"
)
_GRANT = re.compile(r"(\[[^\]]*\]|[^:\[\]]+):([0-9]{1,5})")
_PORT = re.compile(r"[0-9]{0,5}")
_BLANK = re.compile(r"[\x00-\x20\x7f\\]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_KEPT = "/:?@!$&'()*+,;=%-._~[]"
"""What is sent as it was written; the rest is percent-encoded, as UTF-8."""


@dataclass(frozen=True, slots=True)
class Target:
    """`host` is a name in lower case, or an address without brackets. `path` and `query` are percent-encoded."""

    scheme: str
    host: str
    port: int
    path: str
    query: str | None

    @property
    def grant(self) -> str:
        """The `host:port` that a deployment must be granted."""
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def authority(self) -> str:
        """What the Host header says."""
        return _bracketed(self.host) if self.port == _DEFAULT_PORTS[self.scheme] else self.grant

    @property
    def resource(self) -> str:
        """What the request line says."""
        return self.path if self.query is None else f"{self.path}?{self.query}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.resource}"

    def same_origin(self, other: Target) -> bool:
        return (self.scheme, self.host, self.port) == (other.scheme, other.host, other.port)

    def follow(self, location: str) -> Target:
        """Where a Location header leads from here (RFC 9110 section 10.2.2). Raises Refused."""
        try:
            return parse(urljoin(self.url, location))
        except ValueError:
            raise Refused(Error.INVALID, f"{self.grant} redirects to {location[:200]!r}, which is no URL.") from None


def parse(url: str) -> Target:
    """Raises Refused."""
    if len(url) > MOST_URL:
        raise Refused(Error.TOO_LARGE, f"The URL is longer than {MOST_URL} characters.")
    match = _URL.fullmatch(url)
    if match is None or _BLANK.search(url):
        raise _invalid(url, "it must be like https://api.example.org/path?query, without spaces")
    scheme = match["scheme"].lower()
    if scheme not in _DEFAULT_PORTS:
        raise _invalid(url, "only http and https can be fetched")
    if "@" in match["authority"]:
        raise _invalid(url, "it must not hold a user name or password; send an Authorization header instead")
    name, port = _split(match["authority"], url)
    query = match["query"]
    return Target(
        scheme,
        _host(name, url),
        _port(port, url) if port else _DEFAULT_PORTS[scheme],
        quote(match["path"] or "/", safe=_KEPT),
        None if query is None else quote(query, safe=_KEPT),
    )


@lru_cache(maxsize=1024)
def parse_grant(text: str) -> str:
    """`host:port` as `Target.grant` writes it. Raises Refused, INVALID, for anything else."""
    match = _GRANT.fullmatch(text)
    if match is None:
        raise Refused(Error.INVALID, f"{text[:200]!r} is no grant: it must be host:port, such as api.example.org:443.")
    return f"{_bracketed(_host(match[1], text))}:{_port(match[2], text)}"


def _split(authority: str, url: str) -> tuple[str, str]:
    name, colon, port = authority.rpartition(":")
    if not colon or "]" in port:
        return authority, ""
    if not _PORT.fullmatch(port):
        raise _invalid(url, "the port must be a number")
    return name, port


def _port(text: str, url: str) -> int:
    port = int(text)
    if not 0 < port < 2**16:
        raise _invalid(url, "the port must be from 1 to 65535")
    return port


def _host(text: str, url: str) -> str:
    """Names that are numbers (2130706433, 0x7f.1, 127.1) are no hosts here: resolvers disagree about them."""
    if text.startswith("["):
        return _ipv6(text, url)
    name = _ascii(text.lower(), url).removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(name, url)
    if len(name) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise _invalid(url, f"{text!r} is no host name")
    return name


def _ascii(name: str, url: str) -> str:
    """As RFC 5891 and UTS 46 write it."""
    if name.isascii():
        return name
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise _invalid(url, f"{name!r} is no host name") from None


def _ipv4(text: str, url: str) -> str:
    try:
        return str(IPv4Address(text))
    except AddressValueError:
        raise _invalid(url, f"{text!r} is a number, but no IPv4 address of four decimal numbers") from None


def _ipv6(text: str, url: str) -> str:
    inner = text[1:-1]
    if not text.endswith("]") or "%" in inner:
        raise _invalid(url, f"{text!r} is no IPv6 address")
    try:
        return str(IPv6Address(inner))
    except AddressValueError:
        raise _invalid(url, f"{text!r} is no IPv6 address") from None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _invalid(url: str, why: str) -> Refused:
    return Refused(Error.INVALID, f"{url[:200]!r} cannot be fetched: {why}.")
