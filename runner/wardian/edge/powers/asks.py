"""What a guest asks to be fetched, and where a redirect takes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wardian.edge.cgi import SOFTWARE
from wardian.edge.powers import targets
from wardian.edge.powers.refused import Error, Refused
from wardian.edge.powers.targets import Target

MOST_HEAD = 64 * 1024
MOST_HEADERS = 100
REDIRECTS = frozenset((301, 302, 303, 307, 308))

_METHOD = re.compile(r"[A-Z][A-Z-]{0,19}")
_NOT_SENT = frozenset(("CONNECT", "TRACE"))
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[^\x00-\x08\x0a-\x1f\x7f]*")
HOP_BY_HOP = frozenset(
    ("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect")
)
_OURS = HOP_BY_HOP | frozenset(
    ("host", "content-length", "proxy-authorization", "http2-settings", "via", "cdn-loop", "forwarded", "x-real-ip")
)
"""Those that concern the connection (RFC 9110 section 7.6.1), or say who passed the request on."""

_PRIVATE = frozenset(("authorization", "cookie"))
_OF_BODY = frozenset(("content-type", "content-encoding", "content-language", "content-location"))
_WITH_BODY = frozenset(("POST", "PUT", "PATCH"))
_DEFAULTS = (("user-agent", SOFTWARE), ("accept", "*/*"), ("accept-encoding", "identity"))


@dataclass(frozen=True, slots=True)
class Ask:
    """`headers` are the guest's, names in lower case."""

    method: str
    target: Target
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def label(self) -> str:
        """For the receipt, without the query, which may hold a secret."""
        return f"{self.method} {self.target.scheme}://{self.target.authority}{self.target.path}"[:200]

    def sent(self) -> list[tuple[str, str]]:
        """Its headers with those that every request has."""
        names = {name for name, _ in self.headers}
        length = [("content-length", str(len(self.body)))] if self.body or self.method in _WITH_BODY else []
        defaults = [header for header in _DEFAULTS if header[0] not in names]
        return [("host", self.target.authority), *defaults, *self.headers, *length]

    def redirected(self, status: int, location: str) -> Ask:
        """RFC 9110 section 15.4, with browsers' way of turning POST into GET. Raises Refused."""
        target = self.target.follow(location)
        ask = replace(self, target=target)
        if (status == 303 and self.method != "HEAD") or (status in (301, 302) and self.method == "POST"):
            ask = replace(ask, method="GET", body=b"", headers=_without(self.headers, _OF_BODY))
        if not target.same_origin(self.target):
            ask = replace(ask, headers=_without(ask.headers, _PRIVATE))
        return ask


def parse(head: str, body: bytes, most: int) -> Ask:
    """`most` is the largest body, in bytes. Raises Refused."""
    if len(head) > MOST_HEAD:
        raise Refused(Error.TOO_LARGE, f"The URL and headers are longer than {MOST_HEAD // 1024} KiB.")
    if len(body) > most:
        raise Refused(Error.TOO_LARGE, f"The body has {len(body)} bytes; a fetch may send {most}.")
    first, *lines = head.removesuffix("\n").split("\n")
    method, _, url = first.partition(" ")
    if not _METHOD.fullmatch(method) or method in _NOT_SENT:
        raise Refused(Error.INVALID, f"{method[:40]!r} is no method that can be sent; use one such as GET or POST.")
    if body and method in ("GET", "HEAD"):
        raise Refused(Error.INVALID, f"A {method} request has no body; use POST or PUT.")
    if len(lines) > MOST_HEADERS:
        raise Refused(Error.TOO_LARGE, f"There are more than {MOST_HEADERS} headers.")
    return Ask(method, targets.parse(url), tuple(map(_header, lines)), body)


def _header(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    value = value.strip(" \t")
    if not colon or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value) or not _encodes(value):
        raise Refused(Error.INVALID, f"{line[:200]!r} is no header; it must be Name: value, on one line.")
    name = name.lower()
    if name in _OURS or name.startswith("x-forwarded-"):
        raise Refused(Error.INVALID, f"The header {name} is set by the edge; a guest must not send it.")
    return name, value


def _encodes(value: str) -> bool:
    """Lone surrogates do not."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _without(headers: tuple[tuple[str, str], ...], names: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(header for header in headers if header[0] not in names)
