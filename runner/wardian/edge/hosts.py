"""Which deployment a request's Host means."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{0,5}))?")
_LAST_PORT = 2**16 - 1


class BadHost(Exception):
    """The request names no host, several, or something that is none (RFC 9112 section 3.2)."""


class Hosts:
    """`edge_url` is the setting: a URL with `{name}` as the first label of its host. Raises ValueError otherwise."""

    def __init__(self, edge_url: str) -> None:
        url = urlsplit(edge_url)
        host = url.hostname or ""
        if (
            not host.startswith("{name}.")
            or "{" in host[1:]
            or url.scheme not in ("http", "https")
            or url.path not in ("", "/")
        ):
            raise ValueError(f"edge_url is {edge_url!r}; it must be like http://{{name}}.localhost:8081")
        self.scheme = url.scheme
        self.default_port = url.port or (443 if url.scheme == "https" else 80)
        self._suffix = host.removeprefix("{name}")

    def split(self, hosts: list[str], authority: str | None) -> tuple[str, int]:
        """The host in lower case without a final dot, and its port. An absolute URL's authority comes first.

        `hosts` are the values of the Host header. Raises BadHost.
        """
        only = hosts[0] if len(hosts) == 1 and authority is None else _agreed(hosts, authority)
        match = _HOST.fullmatch(only.lower())
        if match is None:
            raise BadHost
        port = int(match[2] or self.default_port)
        if port > _LAST_PORT:
            raise BadHost
        return match[1].removesuffix("."), port

    def check_apart(self, public_url: str) -> None:
        """Raises ValueError when the edge is within public_url's site, or public_url is one of the edge's names.

        Two names under one domain that is not a public suffix are one site as well; that is the operator's to know.
        """
        public = urlsplit(public_url).hostname or ""
        within = "." in public and f".{self._suffix}".endswith(f".{public}")
        if within or self.name(public) is not None:
            raise ValueError(f"The edge, *{self._suffix}, must be another site than public_url, {public_url}.")

    def own(self, host: str) -> bool:
        """Whether it is an address or the bare domain: a proxy for deployments' names sends nothing to those."""
        return not host.endswith(self._suffix)

    def name(self, host: str) -> str | None:
        """The deployment's name, None when the host is the edge's own."""
        if not host.endswith(self._suffix):
            return None
        label = host.removesuffix(self._suffix)
        return label if _LABEL.fullmatch(label) else None


def _agreed(hosts: list[str], authority: str | None) -> str:
    """Raises BadHost unless there is one host, in either place or in both."""
    given = {host.lower() for host in (*hosts, authority) if host is not None}
    if len(given) != 1 or len(hosts) > 1:
        raise BadHost
    return given.pop()
