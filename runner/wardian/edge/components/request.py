"""A request that arrives as CGI variables, as `wasi:http` words it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_META = frozenset(
    (
        "AUTH_TYPE",
        "CONTENT_LENGTH",
        "CONTENT_TYPE",
        "GATEWAY_INTERFACE",
        "HTTPS",
        "PATH_INFO",
        "PATH_TRANSLATED",
        "QUERY_STRING",
        "REMOTE_ADDR",
        "REMOTE_HOST",
        "REMOTE_IDENT",
        "REMOTE_USER",
        "REQUEST_METHOD",
        "REQUEST_SCHEME",
        "REQUEST_URI",
        "SCRIPT_NAME",
        "SERVER_NAME",
        "SERVER_PORT",
        "SERVER_PROTOCOL",
        "SERVER_SOFTWARE",
    )
)
_FIELDS = {"CONTENT_TYPE": "content-type", "CONTENT_LENGTH": "content-length"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """`headers` are in the order of the variables, their names in lower case."""

    method: str
    scheme: str
    authority: str
    path_with_query: str
    headers: tuple[tuple[str, bytes], ...]
    body: bytes


def split(env: Mapping[str, str], body: bytes) -> tuple[Incoming, dict[str, str]]:
    """The request that `env` tells of (see `cgi.environment`), and the variables that are none of it."""
    headers = tuple(
        (_FIELDS.get(name) or name[5:].lower().replace("_", "-"), value.encode("latin-1", errors="replace"))
        for name, value in env.items()
        if name in _FIELDS or name.startswith("HTTP_")
    )
    request = Incoming(
        method=env.get("REQUEST_METHOD", "GET"),
        scheme=env.get("REQUEST_SCHEME", "http"),
        authority=env.get("HTTP_HOST") or env.get("SERVER_NAME", ""),
        path_with_query=env.get("REQUEST_URI", "/"),
        headers=headers,
        body=body,
    )
    rest = {name: value for name, value in env.items() if name not in _META and not name.startswith("HTTP_")}
    return request, rest
