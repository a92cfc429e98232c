"""Shares: a project under a short link."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Response

from wardian.builds.check import SourceLimits, check
from wardian.errors import NotFound
from wardian.storage.shares import Shares
from wardian.web.problems import Responses, responses
from wardian.web.schemas import ShareRequest, ShareView

_CREATED: Responses = {201: {"model": ShareView, "description": "It was not shared before."}}


def add_shares(router: APIRouter, shares: Shares, limits: SourceLimits, public_url: str) -> None:
    def url(share: str) -> str:
        return f"{public_url}/playground/?share={share}"

    @router.post("/api/shares", responses=_CREATED | responses(400, 403, 413, 415, 422), tags=["shares"])
    async def share(ask: ShareRequest, response: Response) -> ShareView:
        """Share a project. The same project has the same id."""
        project = check(ask.language, ask.files, limits, ask.binary)
        name, new = await asyncio.to_thread(shares.keep, project)
        response.status_code = 201 if new else 200
        response.headers["Location"] = f"/api/shares/{name}"
        return ShareView.of(name, url(name), project)

    @router.get("/api/shares/{share}", responses=responses(404), tags=["shares"])
    async def shared(share: str, response: Response) -> ShareView:
        """A shared project. It never changes."""
        project = await asyncio.to_thread(shares.find, share)
        if project is None:
            raise NotFound(f"There is no share {share}.")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return ShareView.of(share, url(share), project)
