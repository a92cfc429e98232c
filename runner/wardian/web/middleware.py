"""What holds for every request, around the application."""

from __future__ import annotations

import logging
import time
from urllib.parse import urlsplit

from prometheus_client import CollectorRegistry, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wardian import logs
from wardian.settings import Settings
from wardian.web.problems import problem

_HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_FOR_DOCUMENTS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Only a document heeds them. A page loads dozens of scripts, and on each they would weigh as much as a small one."""

_log = logging.getLogger(__name__)

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""This machine, as the host of a URL."""


class Requests:
    """Gives each request an id, which its answer and every line of the log about it have."""

    def __init__(self, app: ASGIApp, *, tells: bool) -> None:
        """`tells` is whether each request is a line of the log."""
        self._app = app
        self._tells = tells

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started, status = time.perf_counter(), 0
        id = logs.request_id(Headers(scope=scope).get("x-request-id"))

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = id
            await send(message)

        logs.of_request(id)
        await self._app(scope, receive, send_named)
        if self._tells:
            milliseconds = round((time.perf_counter() - started) * 1000, 1)
            told = {"method": scope["method"], "path": scope["path"], "status": status, "ms": milliseconds}
            _log.info("answered", extra={**told, "route": _route(scope)})
        return None


class SecureHeaders:
    """Adds the headers that a response does not set itself, to errors as well."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                script = headers.get("content-type", "").startswith("text/javascript")
                for name, value in (_HEADERS if script else _HEADERS | _FOR_DOCUMENTS).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_secured if scope["type"] == "http" else send)


class SameOrigin:
    """Refuses calls that change something when a browser says that a page of another site makes them."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        public = urlsplit(settings.public_url)
        self._origins = {settings.public_origin, *settings.origins}
        if public.hostname in ("localhost", "127.0.0.1", "::1"):
            self._origins |= {f"http://{host}:{settings.port}" for host in LOOPBACK}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _SAFE or self._allows(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        response = problem(403, "Forbidden", "Pages of other sites cannot change anything here.", "Origin")
        await response(scope, receive, send)

    def _allows(self, headers: Headers) -> bool:
        """Programs that are not browsers send neither header."""
        origin = headers.get("origin")
        if origin is not None:
            return origin in self._origins
        return headers.get("sec-fetch-site", "none") in ("none", "same-origin")


class HttpMetrics:
    """Counts and times requests by route, method and status."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self._app = app
        self._seconds = Histogram(
            "wardian_http_request_seconds",
            "Time from a request to the start of its response.",
            ["route", "method", "status"],
            registry=registry,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()

        async def send_timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                labels = (_route(scope), _method(scope), message["status"])
                self._seconds.labels(*labels).observe(time.perf_counter() - started)
            await send(message)

        await self._app(scope, receive, send_timed if scope["type"] == "http" else send)


def _route(scope: Scope) -> str:
    """The route's pattern: what a client puts into a path must not make new time series."""
    return str(getattr(scope.get("route"), "path", "site"))


def _method(scope: Scope) -> str:
    method = scope["method"]
    return method if method in (*_SAFE, "POST", "PUT", "DELETE", "PATCH") else "other"
