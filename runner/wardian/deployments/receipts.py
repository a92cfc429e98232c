"""What a deployment's followers are told: the receipts of its requests, as they come."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from wardian.errors import Unavailable
from wardian.model import Deployment
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.receipts import Entry, ReceiptRecords

POLL_S = 0.2
MOST_FOLLOWERS = 64
MOST_OF_ONE = 8
"""Followers at once: of all deployments, and of one."""

_BATCH = 100
_RETRY_S = 5


class End(StrEnum):
    """Why no receipts will come any more."""

    REMOVED = "removed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Start:
    """Which entries come first: those `after` that number or, without one, the newest `last`."""

    after: int | None = None
    last: int = 20


class Receipts:
    """Asks the database for followers only."""

    def __init__(self, deployments: DeploymentRecords, receipts: ReceiptRecords) -> None:
        self._deployments = deployments
        self._receipts = receipts
        self._followers: Counter[str] = Counter()
        self._stopped = asyncio.Event()

    @contextmanager
    def seat(self, deployment: Deployment) -> Iterator[None]:
        """A follower's place. Raises Unavailable when all are taken."""
        if self._followers[deployment.id] >= MOST_OF_ONE or self._followers.total() >= MOST_FOLLOWERS:
            raise Unavailable(
                f"At most {MOST_OF_ONE} follow a deployment at once, and {MOST_FOLLOWERS} all of them.", _RETRY_S
            )
        self._followers[deployment.id] += 1
        try:
            yield
        finally:
            self._followers[deployment.id] -= 1
            self._followers += Counter()

    async def follow(self, deployment: Deployment, start: Start, *, live: bool) -> AsyncIterator[Entry | End]:
        """What there is and, if `live`, what comes, until the deployment ends or `stop` is called."""
        seen, entries = await asyncio.to_thread(self._first, deployment, start)
        for entry in entries:
            yield entry
        while live or len(entries) == _BATCH:
            end, entries = await asyncio.to_thread(self._next, deployment, seen)
            for entry in entries:
                seen = entry.number
                yield entry
            if end is not None and not entries:
                yield end
                return
            if len(entries) < _BATCH and await self._stops_within(POLL_S):
                return

    def stop(self) -> None:
        """Every follower's stream ends; it may be taken up again with the last number."""
        self._stopped.set()

    def _first(self, deployment: Deployment, start: Start) -> tuple[int, list[Entry]]:
        """The number after which to go on, and the entries to begin with."""
        if start.after is not None:
            entries = self._receipts.after(deployment.id, start.after, _BATCH)
            return entries[-1].number if entries else start.after, entries
        newest = self._receipts.last(deployment.id, max(start.last, 1))
        return newest[-1].number if newest else 0, newest if start.last else []

    def _next(self, deployment: Deployment, seen: int) -> tuple[End | None, list[Entry]]:
        record = self._deployments.find(deployment.name)
        if record is None or record.deployment.id != deployment.id:
            return End.REMOVED, []
        expired = record.deployment.expires_at <= datetime.now(UTC)
        return End.EXPIRED if expired else None, self._receipts.after(deployment.id, seen, _BATCH)

    async def _stops_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return False
        return True
