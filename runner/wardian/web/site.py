"""The built site: HTML folders, its own 404 page, and headers that let each page run just its own scripts."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from functools import lru_cache
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

_NOT_PAGES = ("/api/", "/artifacts/")
_HASHED = re.compile(r"[.-](?:(?=[a-f]*[0-9])[0-9a-f]{8,}|[0-9A-Z]{8})\.(?:min\.)?(?:js|mjs|css|wasm|woff2?|svg|png)$")
"""Names with a digest of the content in them, as Material (hexadecimal) and esbuild (upper case) make them."""

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_UNBUILT = "The site is not built yet. Run `make site`, then load this page again. The API is at /api/openapi.json.\n"


class Site(StaticFiles):
    """Answers what no route does. The folder may appear while the server runs."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(directory=settings.site, html=True, check_dir=False)
        self._folder = settings.site
        self._public = urlsplit(settings.public_url)
        self._aliases = _aliases(self._public)
        self._frames = f"{settings.edge_url.format(name='*')}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_NOT_PAGES):
            raise HTTPException(404)
        if not self._folder.is_dir():
            response: Response = PlainTextResponse(_UNBUILT, 200 if scope["path"] == "/" else 404)
        elif self._elsewhere(scope):
            response = RedirectResponse(URL(scope=scope).replace(netloc=self._public.netloc), 307)
        else:
            response = await self.get_response(self.get_path(scope), scope)
            response.headers["Cache-Control"] = _caching(scope["path"], response.status_code)
            if response.status_code == HTTPStatus.NOT_FOUND and isinstance(response, FileResponse):
                _add_policy(response, Path(response.path), self._frames)
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
        _add_policy(response, file, self._frames)
        return response

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


def _add_policy(response: Response, file: Path, frames: str) -> None:
    if file.suffix == ".html":
        response.headers["Content-Security-Policy"] = _policy(file, file.stat().st_mtime_ns, frames)


@lru_cache(maxsize=512)
def _policy(page: Path, mtime_ns: int, frames: str) -> str:
    """What this page may do: load from this site only, and run only the scripts that are in it now.

    Styles may be inline, as the theme and the editor write them so.
    """
    scripts = sorted({_hash(match[1]) for match in _INLINE_SCRIPT.finditer(page.read_bytes())})
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *scripts)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            f"frame-src {frames}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
