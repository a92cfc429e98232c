"""What lets the pages of other sites use the API, as the operator allows it: CORS (Fetch standard, section 3.2).

Browsers are never told that they may send cookies along, and no call looks at one.
"""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CALLS = ("/api/", "/artifacts/")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID, Prefer",
    "Access-Control-Max-Age": "600",
}
_EXPOSED = "Location, Preference-Applied, Retry-After, WWW-Authenticate"
"""What scripts read besides the headers that any may (section 3.3.2)."""


class OtherSites:
    """`origins` are the sites'; without any, no response says anything about them."""

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._origins or not scope["path"].startswith(_CALLS):
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        origin = asked.get("origin")
        allowed = origin if origin in self._origins else None

        async def send_with_leave(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), allowed)
            await send(message)

        if allowed and scope["method"] == "OPTIONS" and "access-control-request-method" in asked:
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send_with_leave)
        else:
            await self._app(scope, receive, send_with_leave)


def _add(headers: MutableHeaders, origin: str | None) -> None:
    """Caches are told that the answer depends on who asks also when it is nobody who may."""
    headers.add_vary_header("Origin")
    if origin is not None:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = _EXPOSED
