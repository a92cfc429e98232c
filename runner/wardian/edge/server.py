"""The edge: an RSGI application that answers each deployment's requests with a fresh instance of its program.

Programs run on the event loop itself. They end soon and handing them to threads costs more than it gives: what serves
more is more processes.
"""

from __future__ import annotations

import asyncio

from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]

from wardian.deployments.directory import Directory
from wardian.deployments.names import FRAME
from wardian.edge import answers, cgi, cors, pages
from wardian.edge.body import BodyBroken, BodyTooLarge, BodyTooSlow, read_body
from wardian.edge.dispatch import Dispatcher
from wardian.edge.figures import Figures
from wardian.edge.frame import Frame
from wardian.edge.hosts import BadHost, Hosts
from wardian.edge.metrics import Metrics
from wardian.edge.pages import Answer, Page
from wardian.edge.programs import Programs
from wardian.edge.receipts import Recorder
from wardian.settings import Settings
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.receipts import ReceiptRecords
from wardian.units import size

_BAD_HOST = Page(400, "Bad request", "The request does not say, in one Host header, which deployment it is for.")
_BROKEN = Page(400, "The request is incomplete", "Its body ends too early, or it is not well-formed.")
_NO_METHOD = Page(501, "Not served", "The methods CONNECT and TRACE concern servers between two others; this is none.")
_NO_PAGE = Page(404, "Nothing here", "This is Wardian's edge. Deployed programs have addresses of their own on it.")
_CLOSE = ("connection", "close")

Headers = list[tuple[str, str]]


class Edge:
    """What granian calls; see https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md"""

    def __init__(self, settings: Settings, database: Database, programs: Programs) -> None:
        """Owns the database and the programs. Raises ValueError for an `edge_url` that cannot be served."""
        self._settings = settings
        self._database = database
        self._programs = programs
        figures = Figures()
        self._metrics = Metrics(settings.data / "metrics", figures)
        self._recorder = Recorder(ReceiptRecords(database), figures)
        directory = Directory(DeploymentRecords(database))
        self._dispatcher = Dispatcher(directory, programs, self._recorder, settings.public_url)
        self._hosts = Hosts(settings.edge_url)
        self._readers = cors.Readers((settings.public_origin, *settings.origins))
        folder = settings.site / "assets" / "playground" / "frame"
        self._frame = Frame(folder, settings.edge_url.format(name=FRAME).rstrip("/"), settings.public_url)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """granian calls it in each worker process before the first request."""
        self._metrics.start(loop)
        self._recorder.start(loop)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._recorder.close()
        self._metrics.close()
        self._programs.close()
        self._database.close()

    async def __rsgi__(self, scope: Scope, proto: HTTPProtocol) -> None:
        headers: Headers = scope.headers.items()
        try:
            host, port = self._hosts.split([value for name, value in headers if name == "host"], scope.authority)
        except BadHost:
            return _send(proto, scope.method, _page(scope, _BAD_HOST))
        if scope.method in ("CONNECT", "TRACE"):
            return _send(proto, scope.method, _page(scope, _NO_METHOD))
        name = self._hosts.name(host)
        if name is None:
            return _send(proto, scope.method, await self._own(scope, host))
        if name == FRAME:
            return self._send_frame(proto, scope)
        reader = self._readers.origin(headers)
        preflight = None if reader is None else cors.preflight(reader, scope.method, headers)
        if preflight is not None:
            return _send(proto, scope.method, preflight)
        answer = await self._answer(proto, scope, headers, name, (host, port))
        if reader is not None:
            answer = cors.readable(answer, reader)
        if scope.headers.get("sec-fetch-dest") == "iframe":
            answer = answers.for_frame(answer)
        return _send(proto, scope.method, answer)

    async def _own(self, scope: Scope, host: str) -> Answer:
        if scope.path == "/healthz":
            return 200, [("content-type", "text/plain"), ("cache-control", "no-store")], b"ok\n"
        if scope.path == "/metrics" and self._hosts.own(host):
            return await self._metrics.answer()
        return _page(scope, _NO_PAGE)

    def _send_frame(self, proto: HTTPProtocol, scope: Scope) -> None:
        wanted = scope.headers.get("accept-encoding", "")
        found = self._frame.find(scope.path, wanted) if scope.method in ("GET", "HEAD") else None
        if found is None:
            return _send(proto, scope.method, _page(scope, _NO_PAGE))
        headers = list(found.headers.items())
        if scope.headers.get("if-none-match") == found.headers["etag"]:
            return proto.response_empty(304, headers)
        return proto.response_file(200, headers, str(found.path))

    async def _answer(
        self, proto: HTTPProtocol, scope: Scope, headers: Headers, name: str, address: tuple[str, int]
    ) -> Answer:
        try:
            body = await self._body(proto, scope)
        except BodyTooLarge:
            return _refused(scope, _too_large(self._settings.edge_request))
        except BodyTooSlow:
            return _refused(scope, _too_slow(self._settings.edge_wall_s))
        except BodyBroken:
            return _refused(scope, _BROKEN)
        return await self._dispatcher.answer(name, self._request(scope, headers, address, body))

    async def _body(self, proto: HTTPProtocol, scope: Scope) -> bytes:
        stated = scope.headers.get("content-length")
        may_have_one = stated is not None or "transfer-encoding" in scope.headers or scope.http_version[0] != "1"
        if not may_have_one:
            return b""
        length = None if stated is None else int(stated)
        return await read_body(proto, length, self._settings.edge_request, self._settings.edge_wall_s)

    def _request(self, scope: Scope, headers: Headers, address: tuple[str, int], body: bytes) -> cgi.Request:
        host, port = address
        return cgi.Request(
            method=scope.method,
            path=scope.path,
            query=scope.query_string,
            headers=headers,
            protocol=f"HTTP/{scope.http_version if '.' in scope.http_version else f'{scope.http_version}.0'}",
            scheme=self._hosts.scheme,
            host=host,
            port=port,
            client=scope.client.rpartition(":")[0].strip("[]"),
            body=body,
        )


def _send(proto: HTTPProtocol, method: str, answer: Answer) -> None:
    status, headers, body = answer
    if status in (204, 304):
        return proto.response_empty(status, headers)
    if method == "HEAD":
        return proto.response_empty(status, [*headers, ("content-length", str(len(body)))])
    return proto.response_bytes(status, headers, body)


def _page(scope: Scope, page: Page) -> Answer:
    return pages.answer(page, scope.headers.get("accept", ""))


def _refused(scope: Scope, page: Page) -> Answer:
    """The rest of the body is not read, so the connection cannot go on."""
    status, headers, body = _page(scope, page)
    return status, [*headers, _CLOSE], body


def _too_large(most: int) -> Page:
    return Page(413, "The request is too large", f"Its body is larger than {size(most)}; that is the edge's limit.")


def _too_slow(seconds: float) -> Page:
    return Page(
        408, "The request is too slow", f"Its body did not come within {seconds:g} s; that is the edge's limit."
    )
