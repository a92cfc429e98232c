"""The pages of the lesson on stylesheets: a template with the reader's markup, and stylesheets that take their time.

`/assets/css-lab/<delay>/<works|fails>/<run>/page` and, beside it, `slow.css` and `import.css`. The page answers at
once, the stylesheets after `delay` ms. `run` is any word; a new one each time keeps every cache out of the figures.
Where there is no runner, the site's service worker answers the same out of the same files
(playground/src/service-worker/css-lab.js).
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath

from wardian.errors import InvalidRequest, NotFound, Unavailable
from wardian.settings import Settings
from wardian.units import KIB
from wardian.web.body import read

LONGEST_MS = 5000
LARGEST_FORM = 16 * KIB
MOST_WAITING = 64
"""Stylesheets that are held back at once, over all visitors."""

_FOLDER = "assets/css-lab"
_CACHED = "private, max-age=60"
"""Long enough that one page loads a file once, however many of its elements ask for it."""

Delay = Annotated[int, InPath(ge=0, le=LONGEST_MS, description="ms")]
Run = Annotated[str, InPath(pattern="^[a-z0-9]{1,16}$")]


class CssLab:
    """`settings.site` is the folder of the built site, `settings.public_url` where browsers reach it."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.site / _FOLDER
        self._files = f"{settings.public_url}/{_FOLDER}/"
        self._waiting = 0

    def page(self, head: str, end: str, policy: str) -> Response:
        """The template with markup at the end of its head and of its body. The policy allows what has `{nonce}`."""
        policies: dict[str, str] = json.loads(self._read("policies.json"))
        if policy not in policies:
            raise InvalidRequest("policy", f"policy must be one of {', '.join(policies)}.")
        nonce = secrets.token_urlsafe(12)
        html = self._read("page.html").replace("<!--head-->", head).replace("<!--end-->", end).replace("{nonce}", nonce)
        header = policies[policy].replace("{files}", self._files).replace("{nonce}", nonce)
        return Response(
            html, headers={"Content-Security-Policy": header, "Cache-Control": "no-store"}, media_type="text/html"
        )

    async def stylesheet(self, name: str, delay_ms: int, fails: bool) -> Response:
        async with self._turn():
            await asyncio.sleep(delay_ms / 1000)
        if fails:
            return Response("", 500, {"Cache-Control": "no-store"}, "text/css")
        return Response(self._read(name), headers={"Cache-Control": _CACHED}, media_type="text/css")

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting >= MOST_WAITING:
            raise Unavailable(f"{MOST_WAITING} slow stylesheets are on their way; no more are sent at once.", 5)
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    def _read(self, name: str) -> str:
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise NotFound(f"The site has no {Path(_FOLDER) / name}; it is not built, or without the lesson.") from None


def add_css_lab(router: APIRouter, settings: Settings) -> None:
    lab = CssLab(settings)
    base = f"/{_FOLDER}/{{delay}}/{{outcome}}/{{run}}"

    @router.post(f"{base}/page", include_in_schema=False)
    async def page(delay: Delay, outcome: Literal["works", "fails"], run: Run, request: Request) -> Response:
        """A form, since a browser sends forms of other sites with their origin, and such are refused."""
        text = (await read(request, LARGEST_FORM)).decode(errors="replace")
        form = parse_qs(text, keep_blank_values=True, max_num_fields=3)
        return lab.page(*(form.get(name, [""])[0] for name in ("head", "end", "policy")))

    @router.get(f"{base}/{{name}}.css", include_in_schema=False)
    async def stylesheet(
        delay: Delay, outcome: Literal["works", "fails"], run: Run, name: Literal["slow", "import"]
    ) -> Response:
        return await lab.stylesheet(f"{name}.css", delay, outcome == "fails")
