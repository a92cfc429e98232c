"""The built site: HTML folders, its own 404 page, and headers that let each page run just its own scripts."""

from __future__ import annotations

import os
import re
from http import HTTPStatus
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import URL, Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import NotModifiedResponse, PathLike, StaticFiles
from starlette.types import Receive, Scope, Send

from wardian.settings import Settings
from wardian.static import represent
from wardian.web.middleware import LOOPBACK
from wardian.web.policies import Policies

_NOT_PAGES = ("/api/", "/artifacts/")
_FOR_ALL = ("/assets/playground/", "/assets/examples/", "/assets/prebuilt/")
FOR_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""The front end and the programs of the site are there for the pages of any other; nothing in them is anybody's own."""

_HASHED = re.compile(r"[.-](?:(?=[a-f]*[0-9])[0-9a-f]{8,}|[0-9A-Z]{8})\.(?:min\.)?(?:js|mjs|css|wasm|woff2?|svg|png)$")
"""Names with a digest of the content in them, as Material (hexadecimal) and esbuild (upper case) make them."""

_UNBUILT = "The site is not built yet. Run `make site`, then load this page again. The API is at /api/openapi.json.\n"


class Site(StaticFiles):
    """Answers what no route does. The folder may appear while the server runs."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(directory=settings.site, html=True, check_dir=False)
        self._folder = settings.site
        self._public = urlsplit(settings.public_url)
        self._aliases = _aliases(self._public)
        self._policies = Policies(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_NOT_PAGES):
            raise HTTPException(404)
        if not self._folder.is_dir():
            response: Response = PlainTextResponse(_UNBUILT, 200 if scope["path"] == "/" else 404)
        elif self._elsewhere(scope):
            response = RedirectResponse(URL(scope=scope).replace(netloc=self._public.netloc), 307)
        else:
            response = await self.get_response(self.get_path(scope), scope)
            if scope["path"].startswith(_FOR_ALL):
                response.headers.update(FOR_ALL)
            response.headers["Cache-Control"] = _caching(scope["path"], response.status_code)
            if response.status_code == HTTPStatus.NOT_FOUND and isinstance(response, FileResponse):
                self._add_policy(response, Path(response.path))
        await response(scope, receive, send)

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """With its policy also when it is not modified: a 304's headers replace those that a browser has kept."""
        file, request = Path(full_path), Headers(scope=scope)
        # A range of compressed bytes is of use to nobody, and several would need a body of parts.
        accepted = "" if "range" in request else request.get("accept-encoding", "")
        found = represent(file, accepted)
        response: Response = FileResponse(found.path, status_code, found.headers, stat_result=found.path.stat())
        if self.is_not_modified(response.headers, request):
            response = NotModifiedResponse(response.headers)
        self._add_policy(response, file)
        return response

    def _add_policy(self, response: Response, file: Path) -> None:
        policy = self._policies.of(file)
        if policy is not None:
            response.headers["Content-Security-Policy"] = policy

    def _elsewhere(self, scope: Scope) -> bool:
        """Whether somebody opened a page at another name of this machine: programs run only in pages of public_url."""
        host = Headers(scope=scope).get("host", "")
        return scope["method"] == "GET" and scope["path"].endswith("/") and host in self._aliases


def _aliases(public: SplitResult) -> set[str]:
    """The other Hosts that lead to the same port of this machine, if that is where public_url leads."""
    own = public.netloc
    loopback = {host if public.port is None else f"{host}:{public.port}" for host in LOOPBACK}
    return loopback - {own} if own in loopback and public.scheme == "http" else set()


def _caching(path: str, status: int) -> str:
    if status in (200, 304) and _HASHED.search(path):
        return "public, max-age=31536000, immutable"
    return "no-cache"
