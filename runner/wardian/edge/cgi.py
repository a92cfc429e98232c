"""CGI/1.1 (RFC 3875): a request as environment variables, a program's output as a response.

One deviation: a local `Location: /path` is sent to the client as a 302, where section 6.2.2 has the server follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from wardian import __version__

SOFTWARE = f"Wardian/{__version__}"
MOST_HEADER_BYTES = 64 * 1024
MOST_HEADERS = 100

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
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*")
_STATUS = re.compile(r"([2-5][0-9][0-9])(?: .*)?")
_COOKIE_DOMAIN = re.compile(r";\s*domain\s*=", re.IGNORECASE)
_PLAIN = "/:@!$&'()*+,;="
"""What stands for itself in a URL's path besides letters, digits and -._~ (RFC 3986 section 3.3)."""

_PLAIN_PATH = re.compile(f"[a-zA-Z0-9._~{re.escape(_PLAIN)}-]*")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\A\r?\n")


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
    variables = _passed_on(request.headers)
    variables |= {
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
    given = {name: value for name, value in request.headers if name in ("content-type", "content-length")}
    if "content-type" in given:
        variables["CONTENT_TYPE"] = given["content-type"]
    if request.body or "content-length" in given:
        variables["CONTENT_LENGTH"] = str(len(request.body))
    if request.scheme == "https":
        variables["HTTPS"] = "on"
    if request.error_status is not None:
        variables["WARDIAN_ERROR_STATUS"] = str(request.error_status)
    return variables


def _passed_on(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A name with an underscore is left out: it would look like another one with a hyphen."""
    variables: dict[str, str] = {}
    for name, value in headers:
        if name in _NOT_PASSED or "_" in name:
            continue
        variable = "HTTP_" + name.upper().replace("-", "_")
        joint = "; " if name == "cookie" else ", "
        variables[variable] = f"{variables[variable]}{joint}{value}" if variable in variables else value
    return variables


def parse(output: bytes, to_head: bool = False) -> Response:
    """Read a program's output. Lines end in LF or CRLF. Raises Malformed.

    `to_head` says that the request was HEAD, to which a program may state a Content-Length and send no body.
    """
    end = _END_OF_HEADERS.search(output, 0, MOST_HEADER_BYTES)
    if end is None:
        raise _no_headers(output)
    headers = _headers(output[: end.start()])
    return _response(headers, output[end.end() :], to_head)


def _no_headers(output: bytes) -> Malformed:
    if not output:
        return Malformed(1, b"", "the program wrote nothing")
    for number, line in enumerate(_lines(output[:MOST_HEADER_BYTES]), 1):
        if not _HEADER.fullmatch(line):
            return Malformed(number, line, "this is not a header (Name: value)")
    if len(output) >= MOST_HEADER_BYTES:
        return Malformed(1, b"", f"the headers are longer than {MOST_HEADER_BYTES // 1024} KiB")
    return Malformed(len(_lines(output)), b"", "the empty line that ends the headers is missing")


def _lines(block: bytes) -> list[bytes]:
    return [line.removesuffix(b"\r") for line in block.removesuffix(b"\n").split(b"\n")]


def _headers(block: bytes) -> list[tuple[str, str]]:
    headers: list[tuple[str, str]] = []
    seen: set[str] = set()
    for number, line in enumerate(_lines(block) if block else [], 1):
        match = _HEADER.fullmatch(line)
        if match is None:
            raise Malformed(number, line, "this is not a header (Name: value)")
        name, value = match[1].decode().lower(), match[2].decode(errors="replace")
        reason = _refusal(name, value, seen)
        if reason is None and number > MOST_HEADERS:
            reason = f"there are more than {MOST_HEADERS} headers"
        if reason:
            raise Malformed(number, line, reason)
        seen.add(name)
        headers.append((name, value))
    return headers


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
    given: Mapping[str, str] = dict(headers)
    if not given.keys() & {"content-type", "location", "status"}:
        raise Malformed(1, b"", "a response needs a Content-Type, Location or Status header")
    status = int(given["status"][:3]) if "status" in given else 302 if "location" in given else 200
    bodiless = status in (204, 304)
    if body and not bodiless and "content-type" not in given:
        raise Malformed(1, b"", "a response with a body needs a Content-Type header")
    stated = given.get("content-length")
    if stated is not None and not bodiless and not to_head and stated != str(len(body)):
        raise Malformed(1, b"", f"Content-Length says {stated}, but the body has {len(body)} bytes")
    kept = tuple((name, value) for name, value in headers if name not in ("status", "content-length"))
    return Response(status, kept, b"" if bodiless else body)
