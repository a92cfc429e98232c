"""CGI/1.1 (RFC 3875): a request as environment variables, a program's output as a response.

One deviation: a local `Location: /path` is sent to the client as a 302, where section 6.2.2 has the server follow it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from wardian import __version__

SOFTWARE = f"Wardian/{__version__}"
MOST_HEADER_BYTES = 64 * 1024
MOST_HEADERS = 100
_KNOWN_NAME = 64
"""The longest name of a header that is remembered, in characters."""

_KNOWN_BLOCK = 1024
"""The longest block of a program's headers that is remembered, in bytes: most programs write the same each time."""

_HOP_BY_HOP = frozenset(
    ("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade")
)  # RFC 9110 section 7.6.1
_NOT_PASSED = _HOP_BY_HOP | {"content-type", "content-length", "proxy", "proxy-authorization"}  # proxy: httpoxy.org
_REFUSED = {
    **dict.fromkeys(_HOP_BY_HOP, "it concerns the connection, which belongs to the server"),
    "alt-svc": "it would send visitors to another server",
    "strict-transport-security": "it would outlive the deployment",
    "x-accel-redirect": "it commands a proxy in front of the edge",
    "x-sendfile": "it commands a proxy in front of the edge",
}
_ONCE = frozenset(("status", "location", "content-type", "content-length"))
_WATCHED = frozenset((*_ONCE, *_REFUSED, "set-cookie"))
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\x00-\x08\x0a-\x1f\x7f]*)\r?(?:\n|\Z)|([^\n]+\n?)")
"""A line's name and value, with the spaces around it; or, as the third, a line that is not a header."""

_STATUS = re.compile(r"([2-5][0-9][0-9])(?: .*)?")
_COOKIE_DOMAIN = re.compile(r";\s*domain\s*=", re.IGNORECASE)
_PLAIN = "/:@!$&'()*+,;="
"""What stands for itself in a URL's path besides letters, digits and -._~ (RFC 3986 section 3.3)."""

_PLAIN_PATH = re.compile(f"[a-zA-Z0-9._~{re.escape(_PLAIN)}-]*")
_END_OF_LINE = re.compile(rb"\r?\n")
_EMPTY_LINE = re.compile(rb"\n\r?\n")


class Request(NamedTuple):
    """`path` is percent-decoded, `query` is not. Header names are in lower case. `protocol` is as in `HTTP/1.1`.

    `error_status` is what a deployment answered in whose stead another one is asked now.
    """

    method: str
    path: str
    query: str
    headers: Sequence[tuple[str, str]]
    protocol: str
    scheme: str
    host: str
    port: int
    client: str
    body: bytes
    error_status: int | None = None

    @property
    def accept(self) -> str:
        """The Accept header, its lines joined."""
        return ", ".join(value for name, value in self.headers if name == "accept")


class Response(NamedTuple):
    """Header names are in lower case and have no line breaks in their values; there is no `content-length`."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Malformed(Exception):
    """A program's output is not a CGI response; says which line is wrong, from 1, and why."""

    def __init__(self, line: int, text: bytes, reason: str) -> None:
        shown = text[:200].decode(errors="replace")
        super().__init__(f"Line {line} of the output, {shown!r}: {reason}." if text else f"Line {line}: {reason}.")


def environment(request: Request) -> dict[str, str]:
    """The meta-variables of RFC 3875 section 4.1, with REQUEST_URI and REQUEST_SCHEME, which many programs read."""
    path = request.path if _PLAIN_PATH.fullmatch(request.path) else quote(request.path, safe=_PLAIN)
    variables = {
        **_passed_on(request.headers),
        "GATEWAY_INTERFACE": "CGI/1.1",
        "PATH_INFO": request.path,
        "QUERY_STRING": request.query,
        "REMOTE_ADDR": request.client,
        "REQUEST_METHOD": request.method,
        "REQUEST_SCHEME": request.scheme,
        "REQUEST_URI": f"{path}?{request.query}" if request.query else path,
        "SCRIPT_NAME": "",
        "SERVER_NAME": request.host,
        "SERVER_PORT": str(request.port),
        "SERVER_PROTOCOL": request.protocol,
        "SERVER_SOFTWARE": SOFTWARE,
    }
    given = dict(request.headers)
    if "content-type" in given:
        variables["CONTENT_TYPE"] = given["content-type"]
    if request.body or "content-length" in given:
        variables["CONTENT_LENGTH"] = str(len(request.body))
    if request.scheme == "https":
        variables["HTTPS"] = "on"
    if request.error_status is not None:
        variables["WARDIAN_ERROR_STATUS"] = str(request.error_status)
    return variables


def _passed_on(headers: Sequence[tuple[str, str]]) -> dict[str, str]:
    variables: dict[str, str] = {}
    for name, value in headers:
        variable = _known_variable(name) if len(name) <= _KNOWN_NAME else _variable(name)
        if variable is None:
            continue
        if variable in variables:
            joint = "; " if name == "cookie" else ", "
            value = f"{variables[variable]}{joint}{value}"
        variables[variable] = value
    return variables


def _variable(name: str) -> str | None:
    """None for a header that is not passed on. One with an underscore would look like another one with a hyphen."""
    if name in _NOT_PASSED or "_" in name:
        return None
    return "HTTP_" + name.upper().replace("-", "_")


_known_variable = lru_cache(1024)(_variable)


def parse(output: bytes, to_head: bool = False) -> Response:
    """Read a program's output. Lines end in LF or CRLF. Raises Malformed.

    `to_head` says that the request was HEAD, to which a program may state a Content-Length and send no body.
    """
    end = _END_OF_LINE.match(output) or _EMPTY_LINE.search(output, 0, MOST_HEADER_BYTES)
    if end is None:
        raise _no_headers(output)
    block = output[: end.start()].removesuffix(b"\r")
    headers = _known_headers(block) if len(block) <= _KNOWN_BLOCK else _headers(block)
    return _response(headers, output[end.end() :], to_head)


def _no_headers(output: bytes) -> Malformed:
    if not output:
        return Malformed(1, b"", "the program wrote nothing")
    block = output[:MOST_HEADER_BYTES]
    for before, match in enumerate(_HEADER.finditer(block.decode(errors="replace"))):
        if match[3] is not None:
            return _malformed(block, before, "this is not a header (Name: value)")
    if len(output) >= MOST_HEADER_BYTES:
        return Malformed(1, b"", f"the headers are longer than {MOST_HEADER_BYTES // 1024} KiB")
    return Malformed(len(_lines(output)), b"", "the empty line that ends the headers is missing")


def _lines(block: bytes) -> list[bytes]:
    return [line.removesuffix(b"\r") for line in block.removesuffix(b"\n").split(b"\n")]


def _headers(block: bytes) -> tuple[tuple[str, str], ...]:
    headers: list[tuple[str, str]] = []
    seen: set[str] = set()
    for match in _HEADER.finditer(block.decode(errors="replace")):
        name, value, other = match.groups()
        if other is not None:
            raise _malformed(block, len(headers), "this is not a header (Name: value)")
        name, value = name.lower(), value.strip(" \t")
        if name in _WATCHED:
            reason = _refusal(name, value, seen)
            if reason is not None:
                raise _malformed(block, len(headers), reason)
            seen.add(name)
        if len(headers) == MOST_HEADERS:
            raise _malformed(block, len(headers), f"there are more than {MOST_HEADERS} headers")
        headers.append((name, value))
    return tuple(headers)


_known_headers = lru_cache(256)(_headers)


def _malformed(block: bytes, lines_before: int, reason: str) -> Malformed:
    return Malformed(lines_before + 1, _lines(block)[lines_before], reason)


def _refusal(name: str, value: str, seen: set[str]) -> str | None:
    if name in _ONCE and name in seen:
        return "this header is there twice"
    if name in _REFUSED:
        return f"a program may not send this header; {_REFUSED[name]}"
    if name == "set-cookie" and _COOKIE_DOMAIN.search(value):
        return "a cookie may not name a Domain; it would be sent to other deployments"
    if name == "status" and not _STATUS.fullmatch(value):
        return "the status must be a number from 200 to 599"
    return None


def _response(headers: Sequence[tuple[str, str]], body: bytes, to_head: bool) -> Response:
    given = dict(headers)
    if "content-type" not in given and "location" not in given and "status" not in given:
        raise Malformed(1, b"", "a response needs a Content-Type, Location or Status header")
    status = int(given["status"][:3]) if "status" in given else 302 if "location" in given else 200
    bodiless = status in (204, 304)
    if body and not bodiless and "content-type" not in given:
        raise Malformed(1, b"", "a response with a body needs a Content-Type header")
    stated = given.get("content-length")
    if stated is not None and not bodiless and not to_head and stated != str(len(body)):
        raise Malformed(1, b"", f"Content-Length says {stated}, but the body has {len(body)} bytes")
    if "status" in given or "content-length" in given:
        headers = [(name, value) for name, value in headers if name not in ("status", "content-length")]
    return Response(status, tuple(headers), b"" if bodiless else body)
