"""What a deployment may be allowed to fetch from: `host:port`, spelled in the one way in which it is compared."""

from __future__ import annotations

import ipaddress
import re

_TARGET = re.compile(r"(\[[^\]]*\]|[^:\[\]]*):([0-9]+)")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""The last label of what a URL parser takes for an IPv4 address (WHATWG URL, 3.5: ends in a number)."""
_LONGEST = 253
"""Characters of a host name (RFC 1035 section 2.3.4, as text)."""


def problem(target: str) -> str | None:
    """What is wrong with it, as the end of a sentence that starts with the target; None when nothing is."""
    if target != target.lower():
        return "must be in small letters"
    match = _TARGET.fullmatch(target)
    if match is None:
        return "is not of the form host:port, such as api.example.org:443 or [::1]:80"
    host, port = match.groups()
    if port != str(int(port[:6])) or not 1 <= int(port[:6]) <= 65535:
        return "has no port from 1 to 65535"
    return _address(host, ipaddress.IPv6Address) if host.startswith("[") else _host(host)


def _host(host: str) -> str | None:
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _address(host, ipaddress.IPv4Address)
    if not host.isascii():
        return "must have its host in ASCII; browsers show such a name in that form (xn--…) in a link's address"
    if len(host) > _LONGEST or not all(map(_LABEL.fullmatch, labels)):
        return "has no host name before the port: letters, digits and hyphens, with dots between"
    return None


def _address(host: str, kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address]) -> str | None:
    text = host.strip("[]")
    try:
        address = kind(text)
    except ValueError:
        return f"has no valid IP address before the port, though {host} looks like one"
    if "%" in text:
        return "must not have a zone in its address"
    return None if str(address) == text else f"must have its address as {host.replace(text, str(address))}"
