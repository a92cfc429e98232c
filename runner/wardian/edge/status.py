"""What the edge says of itself: that it lives, whether it is ready, its figures."""

from __future__ import annotations

from wardian.edge.draining import Draining
from wardian.edge.hosts import Hosts
from wardian.edge.metrics import Metrics
from wardian.edge.pages import Answer
from wardian.storage.reach import Reach

_PLAIN = [("content-type", "text/plain"), ("cache-control", "no-store")]


class Status:
    """One process's. It belongs to the event loop."""

    def __init__(self, hosts: Hosts, metrics: Metrics, draining: Draining, reach: Reach) -> None:
        self._hosts = hosts
        self._metrics = metrics
        self._draining = draining
        self._reach = reach

    async def answer(self, host: str, path: str) -> Answer | None:
        """To a request whose host is the edge's own; None where there is nothing."""
        if path == "/healthz":
            return 200, _PLAIN, b"ok\n"
        if path == "/readyz":
            return await self._ready()
        if path == "/metrics" and self._hosts.own(host):
            return await self._metrics.answer()
        return None

    async def _ready(self) -> Answer:
        """An edge without its database still is of use: a balancer that took out all of them would leave nothing."""
        if self._draining.begun:
            return 503, _PLAIN, b"draining\n"
        if not await self._reach.answers():
            return 200, _PLAIN, b"ok, but without the database: only what was asked for here before is served\n"
        return 200, _PLAIN, b"ok\n"
