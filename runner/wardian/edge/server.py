"""The edge: an RSGI application that answers each deployment's requests with a fresh instance of its program."""

from __future__ import annotations

import asyncio
import gc
import logging
import time

from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]

from wardian import logs
from wardian.deployments.names import FRAME
from wardian.edge import answers, cgi, cors, notices, pages
from wardian.edge.body import BodyBroken, BodyTooLarge, BodyTooSlow, read_body
from wardian.edge.chain import Chain
from wardian.edge.dispatch import Dispatcher
from wardian.edge.draining import Draining
from wardian.edge.figures import Figures
from wardian.edge.frame import Frame
from wardian.edge.hosts import BadHost, Hosts
from wardian.edge.metrics import Metrics
from wardian.edge.pages import Answer, Page
from wardian.edge.programs import Programs
from wardian.edge.receipts import Recorder
from wardian.edge.status import Status
from wardian.settings import Settings
from wardian.sockets import give_up_on_who_does_not_read
from wardian.storage.artifacts import Artifacts
from wardian.storage.database import Database
from wardian.storage.receipts import ReceiptRecords

Headers = list[tuple[str, str]]
_log = logging.getLogger(__name__)


class Edge:
    """What granian calls; see https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md"""

    def __init__(self, settings: Settings, database: Database, artifacts: Artifacts, programs: Programs) -> None:
        """Owns the database and the programs. Raises ValueError for an `edge_url` that cannot be served."""
        self._settings = settings
        self._tells = settings.log == "json"
        self._database = database
        self._programs = programs
        figures = Figures()
        self._metrics = Metrics(settings.data / "metrics", figures)
        self._recorder = Recorder(ReceiptRecords(database), figures)
        self._hosts = Hosts(settings.edge_url)
        self._dispatcher = Dispatcher(settings, database, artifacts, programs, self._recorder, figures, self._hosts)
        self._draining = Draining(settings.edge_wall_s)
        self._status = Status(self._hosts, self._metrics, self._draining, self._dispatcher.reach)
        self._readers = cors.Readers((settings.public_origin, *settings.origins))
        folder = settings.site / "assets" / "playground" / "frame"
        self._frame = Frame(folder, settings.edge_url.format(name=FRAME).rstrip("/"), settings.public_url)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """granian calls it in each worker process before it listens; what is called soon comes after that."""
        self._draining.watch(loop)
        loop.call_soon(give_up_on_who_does_not_read, self._settings.edge_wall_s)
        self._metrics.start(loop)
        self._recorder.start(loop)
        # What lives as long as the process is not looked through for garbage again: a guest's CPU time would pay.
        gc.collect()
        gc.freeze()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._dispatcher.close()
        self._recorder.close()
        self._metrics.close()
        self._programs.close()
        self._database.close()

    async def __rsgi__(self, scope: Scope, proto: HTTPProtocol) -> None:
        started = time.perf_counter()
        id = logs.request_id(scope.headers.get("x-request-id"))
        logs.of_request(id)
        answer = await self._answered(scope, proto)
        if answer is not None:
            if self._tells:
                _tell(scope, answer[0], started)
            _send(proto, scope.method, _named(answer, id))

    async def _answered(self, scope: Scope, proto: HTTPProtocol) -> Answer | None:
        """None when it has been sent."""
        headers: Headers = scope.headers.items()
        try:
            host, port = self._hosts.split([value for name, value in headers if name == "host"], scope.authority)
        except BadHost:
            return _page(scope, notices.BAD_HOST)
        if scope.method in ("CONNECT", "TRACE"):
            return _page(scope, notices.NO_METHOD)
        name = self._hosts.name(host)
        if name is None:
            return await self._status.answer(host, scope.path) or _page(scope, notices.NOTHING)
        if name == FRAME:
            self._send_frame(proto, scope)
            return None
        if self._draining.begun:
            return notices.draining(_accept(scope))
        self._draining.running += 1
        try:
            return await self._for_guest(proto, scope, headers, name, (host, port))
        finally:
            self._draining.leave()

    async def _for_guest(
        self, proto: HTTPProtocol, scope: Scope, headers: Headers, name: str, address: tuple[str, int]
    ) -> Answer:
        reader = self._readers.origin(headers)
        preflight = None if reader is None else cors.preflight(reader, scope.method, headers)
        if preflight is not None:
            return preflight
        answer = await self._answer(proto, scope, headers, name, address)
        if reader is not None:
            answer = cors.readable(answer, reader)
        if scope.headers.get("sec-fetch-dest") == "iframe":
            answer = answers.for_frame(answer)
        return answer

    def _send_frame(self, proto: HTTPProtocol, scope: Scope) -> None:
        wanted = scope.headers.get("accept-encoding", "")
        found = self._frame.find(scope.path, wanted) if scope.method in ("GET", "HEAD") else None
        if found is None:
            return _send(proto, scope.method, _page(scope, notices.NOTHING))
        headers = list(found.headers.items())
        if scope.headers.get("if-none-match") == found.headers["etag"]:
            return proto.response_empty(304, headers)
        return proto.response_file(200, headers, str(found.path))

    async def _answer(
        self, proto: HTTPProtocol, scope: Scope, headers: Headers, name: str, address: tuple[str, int]
    ) -> Answer:
        try:
            body = await read_body(proto, scope, self._settings.edge_request, self._settings.edge_wall_s)
        except BodyTooLarge:
            return notices.closing(notices.too_large(self._settings.edge_request), _accept(scope))
        except BodyTooSlow:
            return notices.closing(notices.too_slow(self._settings.edge_wall_s), _accept(scope))
        except BodyBroken:
            return notices.closing(notices.BROKEN, _accept(scope))
        request = self._request(scope, headers, address, body)
        return await self._dispatcher.answer(name, request, Chain.of(self._settings, headers, time.monotonic()))

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


def _named(answer: Answer, id: str) -> Answer:
    """A guest may have named it otherwise. Header names are in lower case."""
    status, headers, body = answer
    if "x-request-id" in dict(headers):
        return answer
    return status, [*headers, ("x-request-id", id)], body


def _tell(scope: Scope, status: int, started: float) -> None:
    milliseconds = round((time.perf_counter() - started) * 1000, 3)
    host = scope.headers.get("host", "")
    told = {"host": host, "method": scope.method, "path": scope.path, "status": status}
    _log.info("answered", extra={**told, "ms": milliseconds})


def _page(scope: Scope, page: Page) -> Answer:
    return pages.answer(page, _accept(scope))


def _accept(scope: Scope) -> str:
    accept: str = scope.headers.get("accept", "")
    return accept
