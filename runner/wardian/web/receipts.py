"""The receipts of a deployment's requests, for who has its token."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query
from fastapi.encoders import jsonable_encoder
from fastapi.sse import EventSourceResponse, ServerSentEvent

from wardian.deployments.receipts import End, Receipts, Start
from wardian.deployments.service import Deployments
from wardian.errors import Gone
from wardian.model import Deployment, Receipt
from wardian.storage.receipts import KEPT, Entry
from wardian.web.deployments import Token
from wardian.web.problems import responses

_NUMBER = re.compile("[0-9]{1,18}")
_RETRY_MS = 1000

LastEventId = Annotated[str | None, Header(description="The id of the last event that came through.")]
Last = Annotated[int, Query(ge=0, le=KEPT, description="How many of the newest come first, without Last-Event-ID.")]
Live = Annotated[bool, Query(description="Whether to go on with what comes; else the stream ends.")]


def add_receipts(router: APIRouter, receipts: Receipts, deployments: Deployments) -> None:
    async def followed(name: str, token: Token) -> AsyncIterator[Deployment]:
        """Checked before the stream starts, and given back when it has ended."""
        deployment = (await deployments.owned(name, token)).deployment
        if deployment.expires_at <= datetime.now(UTC):
            raise Gone(f"The deployment {name} has expired. Whoever has its token can renew it for some days.")
        with receipts.seat(deployment):
            yield deployment

    owned = Depends(followed)

    @router.get(
        "/api/deployments/{name}/events",
        response_class=EventSourceResponse,
        responses=responses(401, 404, 410, 422, 503),
        tags=["deployments"],
    )
    async def follow(
        deployment: Deployment = owned,
        last: Last = 20,
        live: Live = True,
        last_event_id: LastEventId = None,
    ) -> AsyncIterator[ServerSentEvent]:
        """Follow the requests to a deployment.

        `receipt` tells what one cost, `left-out` how many came too fast to have a receipt, `end` that the deployment
        was `removed` or has `expired`. The newest 500 are kept.
        """
        yield ServerSentEvent(retry=_RETRY_MS, comment=deployment.name)
        async for entry in receipts.follow(deployment, Start(_number(last_event_id), last), live=live):
            yield _event(entry)


def _number(event: str | None) -> int | None:
    return int(event) if event is not None and _NUMBER.fullmatch(event) else None


def _event(entry: Entry | End) -> ServerSentEvent:
    if isinstance(entry, End):
        return ServerSentEvent(event="end", data={"reason": entry})
    kind = "receipt" if isinstance(entry.what, Receipt) else "left-out"
    data: Any = jsonable_encoder(entry.what)
    return ServerSentEvent(id=str(entry.number), event=kind, data=data)
