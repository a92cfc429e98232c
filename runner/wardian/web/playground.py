"""What the site's pages, and those of others that show its playground, ask whoever serves them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import JSONResponse

from wardian.settings import Settings
from wardian.web.site import FOR_ALL

_HERE = ""
"""Builds are made by the site that the page came from."""


def add_playground(router: APIRouter, settings: Settings) -> None:
    @router.head("/assets/playground/site.json", include_in_schema=False)
    @router.get("/assets/playground/site.json", include_in_schema=False)
    async def connection(origin: Annotated[str | None, Header()] = None) -> JSONResponse:
        """In place of the file of the built site, which tells of a runner elsewhere or of none.

        A page of another site is told of this runner if it may use it.
        """
        runner: str | None = _HERE
        if origin not in (None, "null", settings.public_origin):
            runner = settings.public_url if origin in settings.origins else None
        headers = {"Cache-Control": "no-cache", "Vary": "Origin", **FOR_ALL}
        return JSONResponse({"runner": runner}, headers=headers)
