"""What the site's pages ask whoever serves them."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

_HERE = {"runner": ""}
"""Builds are made by the site that the page came from."""


def add_playground(router: APIRouter) -> None:
    @router.head("/assets/playground/site.json", include_in_schema=False)
    @router.get("/assets/playground/site.json", include_in_schema=False)
    async def connection() -> JSONResponse:
        """In place of the file of the built site, which tells of a runner elsewhere or of none."""
        return JSONResponse(_HERE, headers={"Cache-Control": "no-cache"})
