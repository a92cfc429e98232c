"""Builds: ask for one, look, follow, cancel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.sse import EventSourceResponse, ServerSentEvent

from wardian.builds.check import SourceLimits, check
from wardian.builds.events import Event
from wardian.builds.service import Builds
from wardian.model import Build
from wardian.web.clients import Clients
from wardian.web.gone import unless_gone
from wardian.web.prefer import applied, wait_s
from wardian.web.problems import Responses, responses
from wardian.web.schemas import BuildRequest, BuildView

Prefer = Annotated[str | None, Header(description="`wait=N` holds the answer until the build ends, up to N seconds.")]
LastEventId = Annotated[str | None, Header(description="The id of the last event that came through.")]
_TOLD: Responses = {204: {"description": "All has been told."}}
_QUEUED: Responses = {202: {"model": BuildView, "description": "It has not ended yet."}}


def add_builds(router: APIRouter, builds: Builds, limits: SourceLimits, clients: Clients) -> None:
    async def followed(build: str, last_event_id: LastEventId = None) -> None:
        """Checked before the stream starts. 204 tells an EventSource not to come back (HTML, section 9.2)."""
        if await builds.told_all(build, last_event_id):
            raise HTTPException(204)

    @router.post("/api/builds", responses=_QUEUED | responses(400, 403, 413, 415, 422, 429, 503), tags=["builds"])
    async def build(ask: BuildRequest, request: Request, response: Response, prefer: Prefer = None) -> BuildView:
        """Build a project. The same files, profile and toolchain are one build, made once."""
        project = check(ask.language, ask.files, limits, ask.binary)
        client = clients.name(request)
        seconds = _preferred(prefer, response)
        if seconds:
            answer = await unless_gone(request, builds.submit_and_wait(project, ask.profile, client, seconds))
        else:
            answer = await builds.submit(project, ask.profile, client)
        if not answer.status.ended:
            response.status_code = 202
            response.headers["Location"] = f"/api/builds/{answer.id}"
        return BuildView.of(answer)

    @router.get("/api/builds/{build}", responses=responses(404), tags=["builds"])
    async def look(build: str, response: Response, prefer: Prefer = None) -> BuildView:
        """A build as it is now, or when it has ended."""
        seconds = _preferred(prefer, response)
        return BuildView.of(await (builds.wait(build, seconds) if seconds else builds.get(build)))

    @router.delete("/api/builds/{build}", responses=responses(403, 404), tags=["builds"])
    async def give_up(build: str, request: Request) -> BuildView:
        """Want a build no longer. It is cancelled if no other address asked for it, and goes on otherwise."""
        return BuildView.of(await builds.give_up(build, clients.name(request)))

    @router.get(
        "/api/builds/{build}/events",
        response_class=EventSourceResponse,
        dependencies=[Depends(followed)],
        responses=_TOLD | responses(404),
        tags=["builds"],
    )
    async def follow(build: str, last_event_id: LastEventId = None) -> AsyncIterator[ServerSentEvent]:
        """Follow a build: `stage`, `position`, `log`, `diagnostics` and, last, `done` with the build.

        While the compiler runs, `diagnostic` and `said` bring each diagnostic, and the log piece by piece.
        """
        async for event in builds.events(build, last_event_id):
            yield ServerSentEvent(id=event.id, event=event.kind, data=_data(event))


def _preferred(prefer: str | None, response: Response) -> float | None:
    """The seconds to wait, told to the client."""
    seconds = wait_s(prefer)
    response.headers.update({**applied(seconds), "Cache-Control": "no-store"})
    return seconds


def _data(event: Event) -> Any:
    return jsonable_encoder(BuildView.of(event.data) if isinstance(event.data, Build) else event.data)
