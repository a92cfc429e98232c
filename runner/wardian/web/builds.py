"""Builds: ask for one, look, follow, cancel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.sse import EventSourceResponse, ServerSentEvent

from wardian.builds.check import SourceLimits, check
from wardian.builds.events import Event, of_end
from wardian.builds.service import Builds
from wardian.model import Build
from wardian.web.prefer import applied, wait_s
from wardian.web.problems import Responses, responses
from wardian.web.schemas import BuildRequest, BuildView

Prefer = Annotated[str | None, Header(description="`wait=N` holds the answer until the build ends, up to N seconds.")]
LastEventId = Annotated[str | None, Header(description="The id of the last event that came through.")]
_TOLD: Responses = {204: {"description": "All has been told."}}
_QUEUED: Responses = {202: {"model": BuildView, "description": "It has not ended yet."}}


def add_builds(router: APIRouter, builds: Builds, limits: SourceLimits) -> None:
    async def followed(build: str, last_event_id: LastEventId = None) -> None:
        """Checked before the stream starts. 204 tells an EventSource not to come back (HTML, section 9.2)."""
        found = await builds.get(build)
        if found.status.ended and not any(of_end(found, last_event_id)):
            raise HTTPException(204)

    @router.post("/api/builds", responses=_QUEUED | responses(400, 403, 413, 415, 422, 503), tags=["builds"])
    async def build(ask: BuildRequest, request: Request, response: Response, prefer: Prefer = None) -> BuildView:
        """Build a project. The same files, profile and toolchain are one build, made once."""
        project = check(ask.language, ask.files, limits)
        client = request.client.host if request.client else ""
        asked = await builds.submit(project, ask.profile, client)
        answer = await _waited(builds, asked, prefer, response)
        if not answer.status.ended:
            response.status_code = 202
            response.headers["Location"] = f"/api/builds/{answer.id}"
        return BuildView.of(answer)

    @router.get("/api/builds/{build}", responses=responses(404), tags=["builds"])
    async def look(build: str, response: Response, prefer: Prefer = None) -> BuildView:
        """A build as it is now, or when it has ended."""
        return BuildView.of(await _waited(builds, await builds.get(build), prefer, response))

    @router.delete("/api/builds/{build}", responses=responses(403, 404), tags=["builds"])
    async def cancel(build: str) -> BuildView:
        """Cancel a build, for all who wait for it. One that has ended stays as it is."""
        return BuildView.of(await builds.cancel(build))

    @router.get(
        "/api/builds/{build}/events",
        response_class=EventSourceResponse,
        dependencies=[Depends(followed)],
        responses=_TOLD | responses(404),
        tags=["builds"],
    )
    async def follow(build: str, last_event_id: LastEventId = None) -> AsyncIterator[ServerSentEvent]:
        """Follow a build: `position`, `stage`, `log`, `diagnostics` and, last, `done` with the build."""
        async for event in builds.events(build, last_event_id):
            yield ServerSentEvent(id=event.id, event=event.kind, data=_data(event))


async def _waited(builds: Builds, build: Build, prefer: str | None, response: Response) -> Build:
    seconds = wait_s(prefer)
    response.headers.update({**applied(seconds), "Cache-Control": "no-store"})
    if build.status.ended or seconds is None:
        return build
    return await builds.wait(build, seconds)


def _data(event: Event) -> Any:
    return jsonable_encoder(BuildView.of(event.data) if isinstance(event.data, Build) else event.data)
